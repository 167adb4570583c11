// The chain of reasoning from the business goal to the alert: seven cells in the interviewer's words and the six links between them, each
// judged as holding or broken. A cell is saved with Enter or on leaving it; what another interviewer wrote meanwhile is said and
// never written over unasked. Private; driven by props.
import type { KeyboardEvent } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { MAX_THREAD_CHARS } from "#core/limits.ts";
import { type LinkState, THREAD_CELLS, THREAD_LINK_IDS, type ThreadLinkId } from "#core/red-thread.ts";
import { cleanLine } from "#core/text.ts";
import type { BriefDeeds, BriefView, ThreadCellId, ThreadDraft } from "./brief-deeds.ts";
import { type Cell, Cells } from "./cells.tsx";

const NOT_JUDGED = "not judged";
const LINK_CELLS: readonly Cell<LinkState | typeof NOT_JUDGED>[] = [
	{ value: NOT_JUDGED, face: "–", name: NOT_JUDGED, key: "0" },
	{ value: "broken", face: <Icon name="cross" />, name: "broken", key: "x" },
	{ value: "holds", face: <Icon name="check" />, name: "holds", key: "1" },
];
const LINK_LOOK = {
	holds: { tag: "ok", icon: "check", words: "holds" },
	broken: { tag: "danger", icon: "cross", words: "broken" },
} as const;

interface ThreadStripProps {
	thread: BriefView["thread"];
	/** absent: it is only read */
	deeds?: Pick<BriefDeeds, "drafts" | "draft" | "writeThread" | "judgeLink">;
}

export function ThreadStrip({ thread, deeds }: ThreadStripProps) {
	return (
		<ol className="thread" aria-label="Chain of reasoning">
			{THREAD_CELLS.map(({ id, name }, index) => {
				const link = THREAD_LINK_IDS[index];
				const next = THREAD_CELLS[index + 1];
				return (
					<li key={id}>
						<WrittenCell id={id} name={name} stands={thread.cells[id] ?? ""} deeds={deeds} />
						{link && next && (
							<Link
								link={link}
								label={`${name} to ${next.name}`}
								state={thread.links[link] ?? null}
								onJudge={deeds?.judgeLink}
							/>
						)}
					</li>
				);
			})}
		</ol>
	);
}

function Link({
	link,
	label,
	state,
	onJudge,
}: {
	link: ThreadLinkId;
	label: string;
	state: LinkState | null;
	onJudge?: BriefDeeds["judgeLink"];
}) {
	const look = state && LINK_LOOK[state];
	return (
		<div className={`threadlink ${state ?? ""}`}>
			{onJudge ? (
				<Cells
					label={`Link: ${label}`}
					cells={LINK_CELLS}
					value={state ?? NOT_JUDGED}
					onChoose={(chosen) => onJudge(link, chosen === NOT_JUDGED ? null : chosen)}
				/>
			) : (
				look && (
					<span className={`tag ${look.tag}`}>
						<Icon name={look.icon} />
						{look.words}
					</span>
				)
			)}
			{onJudge && look && <span className="muted">{look.words}</span>}
		</div>
	);
}

function WrittenCell({
	id,
	name,
	stands,
	deeds,
}: {
	id: ThreadCellId;
	name: string;
	stands: string;
	deeds: ThreadStripProps["deeds"];
}) {
	if (!deeds) {
		return (
			<div className="threadcell">
				<span className="name">{name}</span>
				<p>{stands || <span className="muted">nothing yet</span>}</p>
			</div>
		);
	}
	const draft = deeds.drafts[id];
	const isStale = draft !== undefined && draft.was !== stands && cleanLine(draft.text) !== stands;
	const save = (from: ThreadDraft) => {
		if (cleanLine(from.text) === stands) deeds.draft(id, null);
		else if (from.was === stands) deeds.writeThread(id, from);
	};

	function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
		if (event.nativeEvent.isComposing) return;
		if (event.key === "Enter") {
			event.preventDefault();
			if (draft) save(draft);
		} else if (event.key === "Escape") {
			event.preventDefault();
			deeds?.draft(id, null);
		}
	}
	return (
		<div className="threadcell">
			<label>
				<span className="name">{name}</span>
				<textarea
					rows={1}
					value={draft?.text ?? stands}
					maxLength={MAX_THREAD_CHARS}
					enterKeyHint="done"
					onChange={(event) => deeds.draft(id, { text: event.target.value, was: draft?.was ?? stands, refused: false })}
					onKeyDown={onKeyDown}
					onBlur={() => draft && !draft.refused && save(draft)}
				/>
			</label>
			<div role="status" className="threadwords">
				{isStale ? (
					<>
						<p>
							Not saved: meanwhile it says {stands ? <q>{stands}</q> : "nothing"}. Your words are still in the field.
						</p>
						<p className="row">
							<Button size="sm" onClick={() => deeds.writeThread(id, { ...draft, was: stands })}>
								Keep mine
							</Button>
							<Button size="sm" tone="quiet" onClick={() => deeds.draft(id, null)}>
								Take theirs
							</Button>
						</p>
					</>
				) : (
					draft?.refused && <p>Not saved. Your words are still in the field; Enter tries again.</p>
				)}
			</div>
		</div>
	);
}
