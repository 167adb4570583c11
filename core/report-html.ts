// A paper as one HTML file: complete in itself, readable without a network, with a policy of its own that forbids everything but its
// pictures and its style. No script; every string is escaped; pictures are `data:` PNG or inline SVG; links lead to this site
// alone and are absolute. In go the blocks, the site and the picture; out comes the file's text.

import { svgOf } from "./drawing.ts";
import { escapeHtml } from "./escape.ts";
import { addressOn, type Block, type Line } from "./report-paper.ts";
import { unreachable } from "./unreachable.ts";

export interface HtmlSources {
	readonly blocks: readonly Block[];
	/** origin of this site, without a slash at its end */
	readonly site: string;
	/** the final board as `data:image/png;base64,…`; null without one */
	readonly board: string | null;
	/** when and where it was made, for the foot */
	readonly made: string;
}

const PNG = /^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/;
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** @throws RangeError for a site that is no origin, or a picture that is no `data:` PNG */
export function reportHtml({ blocks, site, board, made }: HtmlSources): string {
	if (board !== null && !PNG.test(board)) throw new RangeError("the board of a report is a PNG in a data: address");
	const title = blocks.find((block) => block.kind === "title");
	const name = title && "text" in title ? title.text : "Report";
	return [
		'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
		`<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		'<meta name="referrer" content="no-referrer">',
		`<title>${escapeHtml(name)} · Boardwalk</title>`,
		`<style>${STYLE}</style>\n</head>\n<body>\n<main>`,
		...blocks.map((block) => written(block, site, board)),
		`</main>\n<footer>${escapeHtml(made)}</footer>\n</body>\n</html>\n`,
	].join("\n");
}

function written(block: Block, site: string, board: string | null): string {
	switch (block.kind) {
		case "title":
			return `<h1>${escapeHtml(block.text)}</h1>`;
		case "section":
			return `<h2>${escapeHtml(block.text)}</h2>`;
		case "part":
			return `<h3>${escapeHtml(block.text)}</h3>`;
		case "text":
			return `<p>${lineOf(block.line, site)}</p>`;
		case "list":
			return `<ul>${block.lines.map((line) => `<li>${lineOf(line, site)}</li>`).join("")}</ul>`;
		case "figures":
			return `<dl>${block.figures
				.map(({ name, value, words }) => {
					const [term, said, beside] = [name, value, words].map(escapeHtml);
					return `<div><dt>${term}</dt><dd><b>${said}</b> ${beside}</dd></div>`;
				})
				.join("")}</dl>`;
		case "table": {
			const head = block.head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join("");
			const rows = block.rows.map(([first = [], ...cells]) => {
				const others = cells.map((cell) => `<td>${lineOf(cell, site)}</td>`).join("");
				return `<tr><th scope="row">${lineOf(first, site)}</th>${others}</tr>`;
			});
			return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
		}
		case "drawing":
			return `<figure class="${block.name}">${svgOf(block.drawing)}</figure>`;
		case "board":
			return board === null ? "" : `<figure><img alt="${escapeHtml(block.alt)}" src="${board}"></figure>`;
		default:
			return unreachable(block);
	}
}

function lineOf(line: Line, site: string): string {
	return line
		.map((piece) => {
			if (typeof piece === "string") return escapeHtml(piece);
			const address = escapeHtml(addressOn(site, piece.path));
			return `<a href="${address}" rel="noopener noreferrer">${escapeHtml(piece.text)}</a>`;
		})
		.join("");
}

const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#19262a;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main,footer{max-width:60rem;margin:0 auto;padding:24px}
h1{font-size:30px;line-height:1.15;margin:0 0 12px}
h2{font-size:20px;margin:36px 0 8px;padding-top:12px;border-top:2px solid #1c3138;break-after:avoid}
h3{font-size:16px;margin:20px 0 4px;break-after:avoid}
p,li,dd{white-space:pre-line}p{margin:0 0 8px;max-width:70ch}
ul{margin:8px 0;padding-left:20px}li{margin:4px 0}
a{color:#0d5c70}
dl{display:flex;flex-wrap:wrap;gap:12px 32px;margin:16px 0}dl div{flex:1 1 12rem}dt{color:#465256}dd{margin:0;color:#465256}dd b{color:#19262a;font-size:20px;display:block}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:12px 0}
th,td{text-align:left;vertical-align:top;padding:6px 10px 6px 0;border-bottom:1px solid #d6d9d2;font-weight:400;min-width:4rem}
thead th{color:#465256;font-size:13px}
figure{margin:16px 0;break-inside:avoid}svg,img{max-width:100%;height:auto;display:block}
.scores svg{margin:0 auto}img{border:1px solid #d6d9d2}
footer{color:#5a6568;font-size:13px}
tr,li,dl div{break-inside:avoid}
@page{size:A4;margin:14mm}
@media print{main,footer{padding:0;max-width:none}a{color:inherit}}
`;
