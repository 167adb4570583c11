// All keys of a replay.
import { Dialog } from "#components/ui/dialog.tsx";

const KEYS: readonly (readonly [readonly string[], string])[] = [
	[["Space"], "Play or pause"],
	[["←", "→"], "5 seconds back, on"],
	[["Shift", "←", "→"], "30 seconds back, on"],
	[["Home", "End"], "To the beginning, to the end (while it runs: live)"],
	[[",", "."], "Mark before, next mark"],
	[["1", "…", "7"], "Go to a step; again: its next visit"],
	[["Shift", "B"], "Step before"],
	[["Shift", "N"], "Next step"],
	[["<", ">"], "Slower, faster"],
	[["I"], "Skip what is idle, or not"],
	[["F"], "Follow a pointer, the next one, nobody's"],
	[["W"], "Who drew what, by colours"],
	[["0"], "Show the whole board"],
	[["C"], "Copy link at this moment"],
	[["\\"], "Hide or show the panel"],
	[["F6"], "From bar to board to panel to player"],
	[["?"], "These keys"],
];

export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
	return (
		<Dialog open={open} onOpenChange={onOpenChange} title="Keys">
			<dl className="keylist">
				{KEYS.map(([keys, words]) => (
					<div key={words}>
						<dt>
							{keys.map((key) => (
								<kbd key={key}>{key}</kbd>
							))}
						</dt>
						<dd>{words}</dd>
					</div>
				))}
			</dl>
		</Dialog>
	);
}
