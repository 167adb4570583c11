// Pictures to take away: of the whole board and of each of its areas, as PNG or SVG, light or dark. Asks the board that is
// shown, live or replayed, through its handle; what it gets goes to the browser's downloads.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Segmented } from "#components/ui/field.tsx";
import { fileName, saveFile } from "#components/ui/save-file.ts";
import { NotLoaded } from "#components/ui/use-later.ts";
import type { BoardArea, BoardHandle, PictureFormat, PictureWish } from "./board-handle.ts";
import { usePreview } from "./use-preview.ts";
import "./pictures.css";

export interface PicturesDialogProps {
	open: boolean;
	onOpenChange(open: boolean): void;
	/** null while there is no board to ask */
	board: BoardHandle | null;
	/** what the session is called: becomes part of the file's name */
	title: string;
	/** when, as part of the file's name: a time of day, or a place in a replay */
	moment(): string;
	/** said under the title: which state of the board this is */
	words: string;
	/** the theme of the page, which is where the choice begins */
	theme: PictureWish["theme"];
}

export function PicturesDialog({ open, onOpenChange, words, ...rest }: PicturesDialogProps) {
	return (
		<Dialog open={open} onOpenChange={onOpenChange} title="Pictures of the board" words={words}>
			{open && <Pictures {...rest} />}
		</Dialog>
	);
}

/** More frames than this are no areas. */
const MOST_AREAS = 40;

type Part = { readonly area: BoardArea | null; readonly name: string };

function Pictures({
	board,
	title,
	moment,
	theme: pageTheme,
}: Omit<PicturesDialogProps, "open" | "onOpenChange" | "words">) {
	const [theme, setTheme] = useState(pageTheme);
	const [busy, setBusy] = useState<string | null>(null);
	const [problem, setProblem] = useState<string | null>(null);
	// as it was when the dialog opened: rows that jump under the pointer help nobody
	const [areas] = useState(() => board?.areas().slice(0, MOST_AREAS) ?? []);
	const preview = usePreview(board, theme);

	async function save({ area, name }: Part, format: PictureFormat) {
		if (!board || busy) return;
		setBusy(keyOf(area, format));
		setProblem(null);
		try {
			const picture = await board.picture({ format, theme, ...(area ? { areaId: area.id } : {}) });
			if (picture) saveFile(picture, fileName([title, area ? name : "board", moment()], format));
			else setProblem(area ? `There is nothing in “${name}” yet.` : NOTHING);
		} catch (error) {
			console.error("a picture could not be made", error);
			setProblem(error instanceof NotLoaded ? error.message : FAILED[format]);
		}
		setBusy(null);
	}

	if (!board) return <p className="t2">The board is still loading.</p>;
	if (preview.state === "nothing") return <p className="t2">{NOTHING}</p>;
	const parts: Part[] = [{ area: null, name: "Whole board" }, ...areas.map((area) => ({ area, name: nameOf(area) }))];
	return (
		<>
			<div className="picture-preview" data-theme-shown={theme} aria-busy={preview.state === "making"}>
				{/* biome-ignore lint/performance/noImgElement: made in this browser, there is nothing to optimise */}
				{preview.state === "made" && <img src={preview.address} alt="The whole board, small" />}
				{preview.state === "failed" && <span className="muted">No preview of this board</span>}
			</div>
			<Segmented
				legend="Background"
				hideLegend
				size="sm"
				value={theme}
				onChange={setTheme}
				options={[
					{ value: "light", label: "Light" },
					{ value: "dark", label: "Dark" },
				]}
			/>
			<ul className="picture-list">
				{parts.map((part) => (
					<li key={part.area?.id ?? "board"}>
						<span className="grow">{part.name}</span>
						{(["png", "svg"] as const).map((format) => (
							<Button
								key={format}
								size="sm"
								icon="download"
								label={`${part.name} as ${format.toUpperCase()}`}
								title={WHAT_FOR[format]}
								busy={busy === keyOf(part.area, format)}
								busyLabel="…"
								onClick={() => void save(part, format)}
							>
								{format.toUpperCase()}
							</Button>
						))}
					</li>
				))}
			</ul>
			<p role="status" className={problem ? "problem" : "muted"}>
				{problem ?? (busy ? "Making the picture" : "PNG for slides and chat, SVG for printing and drawing programs.")}
			</p>
		</>
	);
}

const NOTHING = "There is nothing on the board yet.";
const FAILED: Record<PictureFormat, string> = {
	png: "This picture could not be made. It may be too large for this browser: try an area, or SVG.",
	svg: "This picture could not be made. Try again, or try an area.",
};
const WHAT_FOR: Record<PictureFormat, string> = {
	png: "A picture for slides and chat",
	svg: "Sharp at any size",
};

function keyOf(area: BoardArea | null, format: PictureFormat): string {
	return `${format} ${area?.id ?? ""}`;
}

function nameOf(area: BoardArea): string {
	return area.name || "Area without a title";
}
