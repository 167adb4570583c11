"use client";
// Pictures of the final board: one on white for paper and downloads, in the dark theme one more for the screen. They are made by the
// board of the replay, which is put out of sight for that and taken away when they are there.
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { BoardHandle } from "#components/board/board-handle.ts";
import { useTheme } from "#components/ui/theme.tsx";
import { useLater } from "#components/ui/use-later.ts";
import type { FinalBoard } from "./use-final-board.ts";

const fetchBoard = async () => (await import("#components/board/replay-board.tsx")).ReplayBoard;

export type BoardPicture =
	| { readonly state: "making" | "nothing" | "failed" }
	| { readonly state: "made"; readonly picture: Blob; readonly address: string };

export interface BoardPictures {
	readonly light: BoardPicture;
	readonly dark: BoardPicture;
	/** which of them the screen shows */
	readonly shown: BoardPicture;
	/** what makes them; must lie in the page */
	readonly maker: ReactNode;
}

type Theme = "light" | "dark";
const NOTHING: BoardPicture = { state: "nothing" };
const MAKING: BoardPicture = { state: "making" };

export function useBoardPictures(sessionId: string, board: FinalBoard, licenseKey: string | null): BoardPictures {
	const { theme } = useTheme();
	const [pictures, setPictures] = useState<Record<Theme, BoardPicture>>({ light: MAKING, dark: MAKING });
	const hasShapes = board.state === "ready" && [...board.records.values()].some(({ typeName }) => typeName === "shape");
	const wanted: Theme | null =
		pictures.light.state === "making" ? "light" : theme === "dark" && pictures.dark.state === "making" ? "dark" : null;
	const keep = useCallback((of: Theme, made: Blob | null | "failed") => {
		const next: BoardPicture =
			made === "failed"
				? { state: "failed" }
				: made === null
					? NOTHING
					: { state: "made", picture: made, address: URL.createObjectURL(made) };
		setPictures((before) => ({ ...before, [of]: next }));
	}, []);
	const latest = useRef(pictures);
	latest.current = pictures;
	useEffect(
		() => () => {
			for (const each of Object.values(latest.current)) if (each.state === "made") URL.revokeObjectURL(each.address);
		},
		[],
	);
	const known = (picture: BoardPicture): BoardPicture => {
		if (board.state === "failed") return { state: "failed" };
		return board.state === "ready" && !hasShapes ? NOTHING : picture;
	};
	const [light, dark] = [known(pictures.light), known(pictures.dark)];
	return {
		light,
		dark,
		shown: theme === "dark" ? dark : light,
		maker:
			board.state === "ready" && hasShapes && wanted ? (
				<PictureMaker
					key={wanted}
					sessionId={sessionId}
					records={board.records}
					licenseKey={licenseKey}
					theme={wanted}
					onMade={keep}
				/>
			) : null,
	};
}

interface PictureMakerProps {
	sessionId: string;
	records: Extract<FinalBoard, { state: "ready" }>["records"];
	licenseKey: string | null;
	theme: Theme;
	onMade(of: Theme, made: Blob | null | "failed"): void;
}

/** Records go into the board with its next frame; until then there is nothing to picture. */
const LOOK_MS = 300;
const MOST_LOOKS = 20;
/** A board that is not there by then does not come. */
const BOARD_MS = 60_000;

function PictureMaker({ sessionId, records, licenseKey, theme, onMade }: PictureMakerProps) {
	const [board, setBoard] = useState<BoardHandle | null>(null);
	const ReplayBoard = useLater(true, fetchBoard, () => onMade(theme, "failed"));
	useEffect(() => {
		if (!board) {
			const late = setTimeout(() => onMade(theme, "failed"), BOARD_MS);
			return () => clearTimeout(late);
		}
		let gone = false;
		let timer: ReturnType<typeof setTimeout>;
		const look = async (looks: number) => {
			const made = await board.picture({ format: "png", theme }).catch((error: unknown) => {
				console.error("the picture of the final board could not be made", error);
				return "failed" as const;
			});
			if (gone) return;
			if (made === null && looks < MOST_LOOKS) timer = setTimeout(() => void look(looks + 1), LOOK_MS);
			else onMade(theme, made);
		};
		timer = setTimeout(() => void look(1), LOOK_MS);
		return () => {
			gone = true;
			clearTimeout(timer);
		};
	}, [board, theme, onMade]);
	if (!ReplayBoard) return null;
	return (
		<div className="offstage" aria-hidden="true" inert>
			<ReplayBoard
				sessionId={sessionId}
				records={records}
				cursors={NONE}
				licenseKey={licenseKey}
				theme={theme}
				followed={null}
				fitKey={0}
				pointed={NONE}
				hands={null}
				pointer={null}
				onTaken={nothing}
				onShapeFailed={nothing}
				onBoard={setBoard}
			/>
		</div>
	);
}

const NONE: readonly never[] = [];
const nothing = () => {};
