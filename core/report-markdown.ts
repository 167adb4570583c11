// A paper as Markdown, for a folder with its pictures beside it. Every string is escaped, so that it can only be read as text; links lead
// to this site alone and are absolute; pictures are named by a closed list. In go the blocks and the site, out comes the text of
// `report.md` and what drawings it wants beside it.

import { svgOf } from "./drawing.ts";
import { escapeMarkdown } from "./escape.ts";
import { addressOn, type Block, type DrawingName, type Line } from "./report-paper.ts";
import { unreachable } from "./unreachable.ts";

export interface MarkdownSources {
	readonly blocks: readonly Block[];
	/** origin of this site, without a slash at its end */
	readonly site: string;
	readonly hasBoard: boolean;
	readonly made: string;
}

export interface MarkdownFolder {
	readonly text: string;
	/** name of a file beside `report.md` -> its text */
	readonly drawings: Readonly<Partial<Record<`${DrawingName}.svg`, string>>>;
}

export const BOARD_FILE = "board.png";

/** @throws RangeError for a site that is no origin */
export function reportMarkdown({ blocks, site, hasBoard, made }: MarkdownSources): MarkdownFolder {
	const drawings: Partial<Record<`${DrawingName}.svg`, string>> = {};
	for (const block of blocks) if (block.kind === "drawing") drawings[`${block.name}.svg`] = svgOf(block.drawing);
	const parts = blocks.map((block) => written(block, site, hasBoard)).filter((part) => part !== "");
	return { text: `${[...parts, `---`, escapeMarkdown(made)].join("\n\n")}\n`, drawings };
}

function written(block: Block, site: string, hasBoard: boolean): string {
	switch (block.kind) {
		case "title":
			return `# ${escapeMarkdown(block.text)}`;
		case "section":
			return `## ${escapeMarkdown(block.text)}`;
		case "part":
			return `### ${escapeMarkdown(block.text)}`;
		case "text":
			return lineOf(block.line, site);
		case "list":
			return block.lines.map((line) => `- ${lineOf(line, site)}`).join("\n");
		case "figures":
			return block.figures
				.map(({ name, value, words }) => {
					const [term, said, beside] = [name, value, words].map(escapeMarkdown);
					return `- ${term}: **${said}**, ${beside}`;
				})
				.join("\n");
		case "table": {
			const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
			return [
				row(block.head.map(escapeMarkdown)),
				row(block.head.map(() => "---")),
				...block.rows.map((cells) => row(cells.map((cell) => lineOf(cell, site)))),
			].join("\n");
		}
		case "drawing":
			return `![${escapeMarkdown(block.drawing.label)}](${block.name}.svg)`;
		case "board":
			return hasBoard ? `![${escapeMarkdown(block.alt)}](${BOARD_FILE})` : "";
		default:
			return unreachable(block);
	}
}

/** Pieces keep the blanks between them, which escaping takes from their ends. */
function lineOf(line: Line, site: string): string {
	return line
		.map((piece, index) => {
			if (typeof piece !== "string") return `[${escapeMarkdown(piece.text)}](${addressOn(site, piece.path)})`;
			const escaped = escapeMarkdown(piece);
			const before = index > 0 && /^\s/.test(piece) ? " " : "";
			return `${before}${escaped}${/\s$/.test(piece) && index < line.length - 1 ? " " : ""}`;
		})
		.join("");
}
