// Downloads of a report: one HTML file that asks for nothing, a Markdown file that is text, and neither with what others must not read.
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import type { FullReport } from "#core/report.ts";
import { reportHtml } from "#core/report-html.ts";
import { reportMarkdown } from "#core/report-markdown.ts";
import { addressOn, reportPaper } from "#core/report-paper.ts";
import { INES, publishedReport, reportFor, wholeInterview } from "./reported.ts";

const SITE = "https://boardwalk.example.org";
const PNG = "data:image/png;base64,iVBORw0KGgo=";
const MADE = "Made on 21 November 2026";
const VISITS = [{ segment: "clarify", from: 0, to: 60_000 } as const];
const MEASURES = {
	outside: { outside: 3, all: 4, share: 0.75 },
	...{ baselineFirst: true, whyFirst: false, firstComponentMs: 61_000 },
};

function paperOf(report: FullReport) {
	return reportPaper({
		report,
		when: "today at 14:05",
		board: { measures: MEASURES, hasPicture: true },
		visits: VISITS,
	});
}
const html = (report: FullReport) => reportHtml({ blocks: paperOf(report), site: SITE, board: PNG, made: MADE });
const markdown = (report: FullReport) =>
	reportMarkdown({ blocks: paperOf(report), site: SITE, hasBoard: true, made: MADE });

/** What must stay text, wherever a person or a pack wrote it. */
const HOSTILE: [what: string, words: string][] = [
	["tags", `<script>window.x=1</script><img src=x onerror=x>"'><a href="https://elsewhere.example">`],
	["links", "](javascript:alert(1)) [x](https://elsewhere.example) ![y](//elsewhere.example/y.png)"],
	["blocks", "``` | --- | # heading \n\n# heading\n- item\n> quote <https://elsewhere.example>"],
	["turning and controls", "\u202eturned\u2066 \u0000\u0007 </title></style></svg>]]><!--"],
	["a very long word", "w".repeat(4_000)],
];

describe("as HTML", () => {
	test("[X1] holds what the page shows: outcome, scores, steps, feedback, thread, hints, board, reference", () => {
		const text = new JSDOM(html(publishedReport())).window.document.body.textContent ?? "";
		for (const words of [
			...["Carl, interviewed by Ines and Ivan, today at 14:05", "Ready with gaps", "Price uses the level."],
			...["ML framing", "n/o", "no evidence", "Data preparation", "Keep: Price uses the level.", "One drill"],
			...["broken", "Nudge, clarify", "Asked:", "Twist:", "Moments you kept", "To do again", "3 of 4"],
			...["Reference design", "Feed client (product and its records): to Ad decision service", MADE],
		]) {
			expect(text, words).toContain(words);
		}
	});

	test.each(HOSTILE)("[X1] stays one document without a script and without a request: %s", (_, words) => {
		const file = html(publishedReport({ words, title: words, names: { carl: words, ines: words } }));
		const { document } = new JSDOM(file).window;
		expect(file.match(/<!doctype/gi)).toHaveLength(1);
		expect(file.match(/<html|<head>|<body>|<main>/g)).toHaveLength(4);
		expect(
			document.querySelectorAll("script, iframe, object, embed, link, base, form, video, audio, foreignObject"),
		).toHaveLength(0);
		const allowed = new Set(["href", "src"]);
		for (const element of document.querySelectorAll("*")) {
			for (const { name, value } of element.attributes) {
				expect(name.startsWith("on"), `${element.tagName} ${name}`).toBe(false);
				if (!/^(href|src|srcset|action|poster|data|xlink:href|style)$/.test(name)) continue;
				expect(allowed.has(name), name).toBe(true);
				expect(value.startsWith(`${SITE}/`) || value === PNG, value.slice(0, 80)).toBe(true);
			}
		}
		expect(document.querySelectorAll("img")).toHaveLength(1);
		for (const hidden of ["\u202e", "\u0000"]) expect(file.includes(hidden)).toBe(false);
		expect(document.querySelector("meta[http-equiv]")?.getAttribute("content")).toBe(
			"default-src 'none'; img-src data:; style-src 'unsafe-inline'",
		);
	});

	test("[X1] each moment leads to its second of the replay, with its shapes", () => {
		const { document } = new JSDOM(html(publishedReport())).window;
		const links = [...document.querySelectorAll("a")].map((link) => link.getAttribute("href"));
		expect(links).toContain(`${SITE}/sessions/session-1/replay?t=180&shapes=shape:goal`);
		expect(links).toContain(`${SITE}/sessions/session-1/replay?t=480&shapes=shape:table`);
	});

	test("[X1] neither another kind of picture nor a site that is none gets in", () => {
		const blocks = paperOf(publishedReport());
		for (const board of [
			"https://elsewhere.example/a.png",
			`data:image/png;base64,x"onerror="`,
			"data:image/svg+xml,<svg>",
		]) {
			expect(() => reportHtml({ blocks, site: SITE, board, made: MADE })).toThrow(RangeError);
		}
		for (const site of ["javascript:alert(1)", `${SITE}/path`, `${SITE}"`, ""]) {
			expect(() => reportHtml({ blocks, site, board: PNG, made: MADE })).toThrow(RangeError);
		}
	});
});

test("[X1] an address leads to this site alone", () => {
	expect(addressOn(SITE, "/sessions/a/replay?t=1&shapes=shape:a,shape:b")).toBe(
		`${SITE}/sessions/a/replay?t=1&shapes=shape:a,shape:b`,
	);
	expect(addressOn("http://192.168.1.4:3000", "/a b)\"'<é>")).toBe(
		"http://192.168.1.4:3000/a%20b%29%22%27%3C%C3%A9%3E",
	);
	for (const path of ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "javascript:x", ""]) {
		expect(addressOn(SITE, path)).toBe(`${SITE}/`);
	}
});

describe("as Markdown", () => {
	test("[X1] holds the same words, and names only its own pictures", () => {
		const { text, drawings } = markdown(publishedReport());
		expect(text).toMatch(/^# Build the click predictor/);
		expect(text).toContain(
			"| ML framing | 12% | 3 | 2 | [3:00](https://boardwalk.example.org/sessions/session-1/replay?t=180&shapes=shape:goal) “Price uses the level.” |",
		);
		expect(text).toContain("### Keep: Price uses the level.");
		const pictures = [...text.matchAll(/^!\[.*\]\(([^)]*)\)$/gm)].map(([, name]) => name);
		expect(pictures).toEqual(["scores.svg", "time.svg", "board.png", "reference.svg"]);
		expect(Object.keys(drawings).sort()).toEqual(["reference.svg", "scores.svg", "time.svg"]);
		for (const svg of Object.values(drawings)) {
			expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
			expect(svg.match(/https?:/g)).toHaveLength(1);
		}
	});

	test.each(HOSTILE)("[X1] what people wrote makes no heading, link, picture, table or tag: %s", (_, words) => {
		const plain = markdown(publishedReport({ words: "plain words" })).text;
		const hostile = markdown(publishedReport({ words, title: words, names: { carl: words, ines: words } })).text;
		const bare = hostile.replace(/\\[\x21-\x7e]/g, "");
		const count = (text: string, mark: RegExp) => text.match(mark)?.length ?? 0;
		for (const mark of [/^#+ /gm, /^- /gm, /^\|/gm, /\n\n/g, /!\[/g]) {
			expect(count(bare, mark), String(mark)).toBe(count(plain, mark));
		}
		for (const mark of ["<", ">", "`", "\u202e", "\u0000"]) expect(bare.includes(mark), mark).toBe(false);
		const addresses = [...bare.matchAll(/\]\(([^)]*)\)/g)].map(([, address]) => address);
		expect(addresses.filter((address) => !address?.startsWith(`${SITE}/`)).sort()).toEqual([
			"board.png",
			"reference.svg",
			"scores.svg",
			"time.svg",
		]);
	});
});

describe("what is not on a paper", () => {
	test("[X2] an interviewer's has neither how the outcome came about nor notes that were shared with nobody", () => {
		const words = "words for interviewers alone";
		const interview = wholeInterview({});
		const [note] = interview.state.notes;
		const secret = { ...note!, text: words, shared: false };
		interview.state = {
			...interview.state,
			notes: [secret],
			override: { outcome: "ready", reason: words, by: "ines" },
		};
		const report = reportFor(interview, INES);
		if (report.stage !== "published") throw new Error(report.stage);
		expect(JSON.stringify(report)).toContain(words);
		expect(html(report)).not.toContain(words);
		expect(markdown(report).text).not.toContain(words);
	});

	test("[W16] alone there is no outcome and no column of an interviewer", () => {
		const { document } = new JSDOM(html(publishedReport({ kind: "solo" }))).window;
		const head = [...document.querySelectorAll("thead")][0]?.textContent;
		expect(head).toBe("DimensionWeightCarl, selfEvidence");
		expect(document.body.textContent).toContain("Carl, on their own");
		expect([...document.querySelectorAll("h2")].map((h) => h.textContent)).not.toContain("Outcome");
	});
});
