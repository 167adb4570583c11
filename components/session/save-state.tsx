// Whether what was drawn is safe: icon and words in the bar, a filled chip only when something is wrong.
import { Icon } from "#components/ui/icons.tsx";
import type { SaveLook } from "./save-words.ts";

export function SaveState({ look }: { look: SaveLook }) {
	return (
		<span
			className={look.tone === "plain" ? "save" : `save ${look.tone}`}
			role="status"
			title={look.more ?? look.words}
		>
			<Icon name={look.icon} />
			<span className="word">{look.words}</span>
		</span>
	);
}
