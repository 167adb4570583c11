// A small picture of the whole board for the dialog that saves large ones.
import { useEffect, useState } from "react";
import type { BoardHandle, PictureWish } from "./board-handle.ts";

export type Preview =
	| { readonly state: "making" }
	| { readonly state: "made"; readonly address: string }
	| { readonly state: "nothing" }
	| { readonly state: "failed" };

export function usePreview(board: BoardHandle | null, theme: PictureWish["theme"]): Preview {
	const [preview, setPreview] = useState<Preview>({ state: "making" });
	useEffect(() => {
		if (!board) return;
		let address: string | null = null;
		let gone = false;
		board.picture({ format: "svg", theme }).then(
			(picture) => {
				if (gone) return;
				if (!picture) return setPreview({ state: "nothing" });
				address = URL.createObjectURL(picture);
				setPreview({ state: "made", address });
			},
			(error) => {
				console.error("a preview could not be made", error);
				if (!gone) setPreview({ state: "failed" });
			},
		);
		return () => {
			gone = true;
			if (address) URL.revokeObjectURL(address);
		};
	}, [board, theme]);
	return preview;
}
