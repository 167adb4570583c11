// What the signs of the track mean. Only signs that this reader's track has.
import { Icon, type IconName } from "#components/ui/icons.tsx";
import type { Mark, Outline } from "#core/replay-outline.ts";

const SIGNS: readonly { kind: Mark["kind"]; icon: IconName; words: string }[] = [
	{ kind: "note", icon: "note", words: "note" },
	{ kind: "pin", icon: "pin", words: "pin" },
	{ kind: "hint", icon: "hint", words: "hint" },
	{ kind: "clarification", icon: "check", words: "answer" },
	{ kind: "twist", icon: "twist", words: "twist" },
	{ kind: "hand", icon: "hand", words: "raised hand" },
];

export function Legend({ outline }: { outline: Pick<Outline, "marks" | "dives"> }) {
	const kinds = new Set(outline.marks.map((mark) => mark.kind));
	return (
		<div className="legend hide-sm">
			{SIGNS.filter(({ kind }) => kinds.has(kind)).map(({ kind, icon, words }) => (
				<span key={kind}>
					<Icon name={icon} />
					{words}
				</span>
			))}
			<span>
				<i className="nail" />
				prompt ticked
			</span>
			{kinds.has("message") && (
				<span>
					<i className="said" />
					message
				</span>
			)}
			<span>
				<i className="by-candidate" />
				candidate draws
			</span>
			<span>
				<i className="by-interviewer" />
				interviewer draws
			</span>
			{outline.dives.length > 0 && (
				<span>
					<i className="dots" />
					deep dive
				</span>
			)}
			<span>
				<i className="hatch" />
				idle or paused
			</span>
			<span>
				<i className="bare" />
				as planned
			</span>
		</div>
	);
}
