// A pointer that fades the longer it rests, so that one sees who works and who only left a hand lying. How long it has rested
// lies in its presence record.
import type { ReactNode } from "react";
import { DefaultCursor, type TLCursorProps, useEditor, useValue } from "tldraw";

const FADES_FROM_MS = 4_000;
const FADED_MS = 12_000;
const FAINTEST = 0.35;

/** In steps, so that a pointer is not drawn anew with every picture. */
export function opacityOf(restsMs: number): number {
	const share = Math.min(1, Math.max(0, (restsMs - FADES_FROM_MS) / (FADED_MS - FADES_FROM_MS)));
	return Math.round((1 - share * (1 - FAINTEST)) * 20) / 20;
}

export function FadingCursor(props: TLCursorProps): ReactNode {
	const editor = useEditor();
	const opacity = useValue("opacity", () => {
		const presence = editor.getCollaborators().find((person) => person.userId === props.userId);
		return typeof presence?.meta.opacity === "number" ? presence.meta.opacity : 1;
	}, [editor, props.userId]);
	return (
		<div className="fadingcursor" style={{ opacity }}>
			<DefaultCursor {...props} />
		</div>
	);
}
