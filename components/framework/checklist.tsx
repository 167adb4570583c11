// A step's checklist for an interviewer: each item as not touched, mentioned, explained or not applicable, with how much help it took and
// what is credited for it. Without `onMark` it shows what was marked. Driven by props.
import { Icon } from "#components/ui/icons.tsx";
import {
	type ChecklistItem,
	type CoverageEvidence,
	type CoverageMarks,
	type CoverageState,
	creditOf,
	ORIGINS,
	type Origin,
} from "#core/coverage.ts";
import { marksForOrigin, marksForState } from "#core/marking.ts";
import { type Cell, Cells } from "./cells.tsx";
import { creditWords, ORIGIN_WORDS, STATE_WORDS } from "./coverage-words.ts";

interface ChecklistProps {
	items: readonly ChecklistItem[];
	marks: CoverageMarks;
	/** how much help is assumed of what is marked now */
	expected: Origin;
	/** absent: nothing can be marked (any more) */
	onMark?(itemId: string, marks: readonly CoverageEvidence[]): void;
}

const CELLS: readonly Cell<CoverageState>[] = [
	{ value: 0, face: "–", name: STATE_WORDS[0], key: "0" },
	{ value: 0.5, face: "½", name: STATE_WORDS[0.5], key: "5" },
	{ value: 1, face: <Icon name="check" />, name: STATE_WORDS[1], key: "1" },
	{ value: "n/a", face: "n/a", name: STATE_WORDS["n/a"], key: "n" },
];

export function Checklist({ items, marks, expected, onMark }: ChecklistProps) {
	return (
		<ul className="checklist">
			{items.map((item) => (
				<Item
					key={item.id}
					item={item}
					evidence={marks[item.id] ?? []}
					expected={expected}
					onMark={onMark && ((set) => onMark(item.id, set))}
				/>
			))}
		</ul>
	);
}

function Item({
	item,
	evidence,
	expected,
	onMark,
}: {
	item: ChecklistItem;
	evidence: readonly CoverageEvidence[];
	expected: Origin;
	onMark?: (marks: readonly CoverageEvidence[]) => void;
}) {
	const last = evidence.at(-1);
	const state = last?.state ?? 0;
	const isCredited = last !== undefined && state !== 0 && state !== "n/a";
	const credit = creditWords(evidence);
	return (
		<li className="look">
			<p>
				{item.text}
				{!item.must && <span className="must">{"\u00a0·\u00a0should"}</span>}
			</p>
			{onMark && (
				<Cells
					label={`Coverage: ${item.text}`}
					cells={CELLS}
					value={state}
					onChoose={(chosen) => {
						const set = marksForState(evidence, chosen, expected);
						if (set.length > 0) onMark(set);
					}}
				/>
			)}
			{isCredited && onMark && (
				<p className="help">
					<select
						aria-label={`Help it took: ${item.text}`}
						value={last.origin}
						onChange={(event) => {
							const origin = ORIGINS.find((one) => one === event.target.value);
							if (origin) onMark(marksForOrigin(evidence, origin));
						}}
					>
						{ORIGINS.map((origin) => (
							<option key={origin} value={origin}>
								{ORIGIN_WORDS[origin]}
							</option>
						))}
					</select>
					{credit && <span className="muted">{credit}</span>}
				</p>
			)}
			{!onMark && last && (
				<p className="help">
					<span className={isCredited ? "tag ok" : "tag line"}>
						{isCredited && <Icon name="check" />}
						{STATE_WORDS[state]}
					</span>
					{isCredited && (
						<span className="muted">
							{ORIGIN_WORDS[last.origin]}
							{credit && ` · ${credit}`}
						</span>
					)}
				</p>
			)}
		</li>
	);
}

/** What must stand on the board: it is there or it is not, whoever thought of it. */
export function Artefacts({ items, marks, onMark }: Pick<ChecklistProps, "items" | "marks" | "onMark">) {
	return (
		<ul>
			{items.map(({ id, text }) => {
				const { credit } = creditOf(marks[id] ?? []);
				return (
					<li key={id}>
						{/* biome-ignore lint/a11y/useSemanticElements: the whole row is the target, and it is read-only without being disabled */}
						<button
							type="button"
							role="checkbox"
							aria-checked={credit === 1 ? true : credit > 0 ? "mixed" : false}
							aria-disabled={onMark ? undefined : true}
							className={credit > 0 ? "prompt done" : "prompt"}
							onClick={() => onMark?.(id, [{ state: credit === 1 ? 0 : 1, origin: "unprompted" }])}
						>
							<span aria-hidden="true">{credit > 0 && <Icon name="check" />}</span>
							<span className="words">{text}</span>
						</button>
					</li>
				);
			})}
		</ul>
	);
}
