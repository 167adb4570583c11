// The corner at the top left of a board: tldraw's menu, and beside it the one thing that everybody needs at any width, to see
// all of the board again.
import type { ReactNode } from "react";
import { DefaultMenuPanel, TldrawUiToolbar, TldrawUiToolbarButton, useActions, useTranslation } from "tldraw";

/** Four corners around a board: tldraw has no glyph for it. */
function FitGlyph(): ReactNode {
	return (
		<svg
			width="18"
			height="18"
			viewBox="0 0 18 18"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.5"
			aria-hidden="true"
		>
			<path d="M2.5 6.5v-4h4M11.5 2.5h4v4M15.5 11.5v4h-4M6.5 15.5h-4v-4" />
			<rect x="6" y="6.5" width="6" height="5" rx=".8" />
		</svg>
	);
}

export function MenuPanel(): ReactNode {
	const fit = useActions()["zoom-to-fit"];
	const words = useTranslation()("action.zoom-to-fit");
	return (
		<div className="board-corner">
			<DefaultMenuPanel />
			{fit && (
				<TldrawUiToolbar className="tlui-menu-zone tlui-buttons__horizontal" label={words}>
					<TldrawUiToolbarButton type="icon" title={`${words} (Shift+1)`} onClick={() => void fit.onSelect("menu")}>
						<FitGlyph />
					</TldrawUiToolbarButton>
				</TldrawUiToolbar>
			)}
		</div>
	);
}
