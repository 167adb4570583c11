// The contact sheet: every shot on one page, a row a screen, three sizes side by side in light, then in dark. As HTML that
// opens the full pictures, and as one picture.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { ensureChromium } from "#tests/browser.mjs";
import { type Shot, SIZES, THEMES } from "./stage.ts";

const HEIGHT = 300;

function cell(shot: Shot | undefined, width: number): string {
	if (!shot) return `<td style="width:${width}px"></td>`;
	const faults = shot.faults.map((fault) => `<p>${htmlText(fault)}</p>`).join("");
	return `<td><a href="${shot.file}"><img src="${shot.file}" height="${HEIGHT}" alt=""></a>${faults}</td>`;
}

function htmlText(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function pageOf(shots: readonly Shot[]): string {
	const screens = [...new Set(shots.map(({ screen }) => screen))];
	const rows = screens.map((screen) => {
		const cells = THEMES.flatMap((theme) =>
			SIZES.map(({ name, width, height }) =>
				cell(
					shots.find((shot) => shot.screen === screen && shot.theme === theme && shot.size === name),
					(HEIGHT * width) / height,
				),
			),
		);
		return `<tr><th>${htmlText(screen.replaceAll("-", " "))}</th>${cells.join("")}</tr>`;
	});
	return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens of Boardwalk</title><style>
body{font:14px/1.4 system-ui,sans-serif;margin:16px;background:#e9ebe8;color:#1d2422}
table{border-collapse:collapse}th{text-align:left;vertical-align:top;width:130px;padding:8px 12px 8px 0}
td{padding:4px;vertical-align:top}img{display:block;border:1px solid #b9c0bc}p{color:#a30000;max-width:460px;margin:4px 0;overflow-wrap:anywhere}
</style><table>${rows.join("")}</table></html>`;
}

/** Writes `index.html` and `contact-sheet.png` beside the shots. */
export async function writeSheet(folder: string, shots: readonly Shot[]): Promise<void> {
	const html = join(folder, "index.html");
	await writeFile(html, pageOf(shots));
	await photograph(html, join(folder, "contact-sheet.png"));
}

/** Writes `index.html` and `sheet.png` beside pictures, each under its title. */
export async function writePictureSheet(
	folder: string,
	pictures: readonly { readonly file: string; readonly title: string }[],
): Promise<void> {
	const html = join(folder, "index.html");
	const cells = pictures.map(
		({ file, title }) =>
			`<figure><figcaption>${htmlText(title)}</figcaption><a href="${file}"><img src="${file}" alt=""></a></figure>`,
	);
	await writeFile(
		html,
		`<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title><style>
body{font:26px/1.4 system-ui,sans-serif;margin:16px;display:grid;grid-template-columns:repeat(3,1fr);gap:32px}
figure{margin:0}img{display:block;width:100%;border:1px solid #b9c0bc}</style>${cells.join("")}</html>`,
	);
	await photograph(html, join(folder, "sheet.png"));
}

async function photograph(html: string, file: string): Promise<void> {
	const browser = await chromium.launch({
		executablePath: await ensureChromium(),
		args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
	});
	// halved: a picture of this many screens is large enough, and the page itself opens the full ones
	const page = await browser.newPage({ viewport: { width: 2_700, height: 1_000 }, deviceScaleFactor: 0.5 });
	await page.goto(pathToFileURL(html).href);
	await page.screenshot({ path: file, fullPage: true });
	await browser.close();
}
