// What is said over the board while something is wrong with what was drawn: the line is down, or the server did not take it.
// One card at a time; the worse one first. The words are save-words.ts's.
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { refusalWords } from "./save-words.ts";
import type { SaveState } from "./use-save-look.ts";

export function BoardNotice({ save }: { save: Pick<SaveState, "notice" | "refusal" | "readRefusal"> }) {
	const { notice, refusal } = save;
	if (notice) {
		return (
			<p className="offline">
				<Icon name="saving" />
				<span>{notice}</span>
			</p>
		);
	}
	if (!refusal) return null;
	const { drawOn } = refusal;
	return (
		<div className="offline">
			<Icon name="warning" />
			<span>{refusalWords(refusal)}</span>
			{drawOn ? (
				<Button size="sm" onClick={drawOn}>
					Make room
				</Button>
			) : (
				<Button size="sm" tone="quiet" icon="cross" label="Dismiss" onClick={save.readRefusal} />
			)}
		</div>
	);
}
