// Makes the files of a report and hands them to the browser's downloads: gathers what only a browser has (the picture, this site's
// address, the time) and leaves the rest to core. Comes into the page with the first download.
import { strToU8, zipSync } from "fflate";
import { fileName, saveFile } from "#components/ui/save-file.ts";
import { measureBoard } from "#core/final-board.ts";
import type { FullReport } from "#core/report.ts";
import { reportHtml } from "#core/report-html.ts";
import { BOARD_FILE, reportMarkdown } from "#core/report-markdown.ts";
import { reportPaper } from "#core/report-paper.ts";
import { visitsOf } from "#core/visits.ts";
import type { BoardPicture } from "./use-board-pictures.tsx";
import type { FinalBoard } from "./use-final-board.ts";
import { whenOf } from "./when.ts";

interface ReportFile {
	readonly format: "html" | "markdown";
	readonly report: FullReport;
	readonly board: FinalBoard;
	/** on white */
	readonly picture: BoardPicture;
}

export async function saveReport({ format, report, board, picture }: ReportFile): Promise<void> {
	const site = window.location.origin;
	const made = `Made on ${new Date().toLocaleDateString("en-GB", { dateStyle: "long" })} with Boardwalk, from the recording of the interview.`;
	const isRead = board.state === "ready";
	const png = picture.state === "made" ? picture.picture : null;
	const blocks = reportPaper({
		report,
		when: whenOf(report),
		board: isRead ? { measures: measureBoard(board.records, board.madeAt, report), hasPicture: png !== null } : null,
		visits: isRead ? visitsOf(board.outline) : null,
	});
	const name = (extension: string) => fileName([report.title ?? report.question.title, "report"], extension);
	if (format === "html") {
		const text = reportHtml({ blocks, site, board: png && (await asDataAddress(png)), made });
		saveFile(new Blob([text], { type: "text/html" }), name("html"));
		return;
	}
	const { text, drawings } = reportMarkdown({ blocks, site, hasBoard: png !== null, made });
	const files: Record<string, Uint8Array> = { "report.md": strToU8(text) };
	for (const [file, svg] of Object.entries(drawings)) files[file] = strToU8(svg);
	if (png) files[BOARD_FILE] = new Uint8Array(await png.arrayBuffer());
	// what fflate makes is on a buffer of its own
	saveFile(new Blob([new Uint8Array(zipSync(files))], { type: "application/zip" }), name("zip"));
}

function asDataAddress(file: Blob): Promise<string> {
	return new Promise((done, fail) => {
		const reader = new FileReader();
		reader.onload = () => done(String(reader.result));
		reader.onerror = () => fail(reader.error ?? new Error("the picture could not be read"));
		reader.readAsDataURL(file);
	});
}
