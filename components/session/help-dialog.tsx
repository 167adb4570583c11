// All keys of the room on one sheet. tldraw's own are in its menu; only ours are listed.
import { Dialog } from "#components/ui/dialog.tsx";
import type { SessionView } from "#core/view.ts";

interface KeyRow {
	keys: readonly string[];
	words: string;
	/** shown only to those who may */
	who?: "interviewer" | "party" | "leader";
}

const KEYS: readonly KeyRow[] = [
	{ keys: ["J"], words: "Write a note", who: "interviewer" },
	{
		keys: ["+", "−", "?", "“"],
		words: "At the start of a note: strength, concern, open question, quote",
		who: "interviewer",
	},
	{ keys: ["t", "p"], words: "With a space there: time warning, probed", who: "interviewer" },
	{
		keys: ["h1", "h2", "h3"],
		words: "With a space there: after a hint. A space first makes it a word",
		who: "interviewer",
	},
	{ keys: ["Enter"], words: "Save the note", who: "interviewer" },
	{
		keys: ["0", "5", "1", "N"],
		words: "On an item of the brief: not touched, mentioned, explained, not applicable",
		who: "interviewer",
	},
	{ keys: ["P"], words: "Pin this moment, with what was just drawn", who: "party" },
	{ keys: ["Esc"], words: "Leave the field, close a dialog" },
	{ keys: ["Shift", "N"], words: "Go to the next step", who: "leader" },
	{ keys: ["Shift", "B"], words: "Go to the step before", who: "leader" },
	{ keys: ["\\"], words: "Show or hide the panel" },
	{ keys: ["K"], words: "Laser pointer: hold and point, it fades by itself" },
	{ keys: ["Shift", "1"], words: "See all of the board" },
	{ keys: ["Esc"], words: "Stop following somebody" },
	{ keys: ["F6"], words: "Move between bar, board and panel" },
	{ keys: ["?"], words: "Show these keys" },
];

export function HelpDialog({
	view,
	open,
	onOpenChange,
}: {
	view: Pick<SessionView, "role" | "mayLead">;
	open: boolean;
	onOpenChange(open: boolean): void;
}) {
	const may = {
		interviewer: view.role === "interviewer",
		party: view.role !== "observer",
		leader: view.mayLead,
	};
	const rows = KEYS.filter((row) => !row.who || may[row.who]);
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title="Keys"
			words="They rest while you type. The board has its own keys in its menu."
		>
			<dl className="keylist">
				{rows.map((row) => (
					<div key={row.words}>
						<dt>
							{row.keys.map((key) => (
								<kbd key={key}>{key}</kbd>
							))}
						</dt>
						<dd>{row.words}</dd>
					</div>
				))}
			</dl>
		</Dialog>
	);
}
