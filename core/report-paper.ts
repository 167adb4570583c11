// A report as a paper: headings, paragraphs, tables, lists, pictures, in the order in which they are read. Made once from the report
// of one reader; HTML and Markdown are two ways to write the same paper down. Its strings are as people wrote them: whoever writes
// a paper escapes each for its target. What only interviewers may read never gets onto a paper, because papers are handed on.

import { formatClock } from "./clock-words.ts";
import type { Drawing } from "./drawing.ts";
import { type BoardMeasures, type MeasureWords, measureWords } from "./final-board.ts";
import { planOf, stepOf } from "./framework.ts";
import type { Moment } from "./moments.ts";
import { redThread, THREAD_CELLS, THREAD_LINK_IDS } from "./red-thread.ts";
import { GROUP_NAMES, groupOf, referenceDrawing } from "./reference-drawing.ts";
import { replayAddress } from "./replay-address.ts";
import type { FullReport, ReportItem } from "./report.ts";
import { scoresDrawing, timeDrawing } from "./report-drawings.ts";
import {
	ANSWER_NAMES,
	aimWords,
	CONFIDENCE_WORDS,
	clockAt,
	figuresOf,
	HINT_NAMES,
	ITEM_NAMES,
	listed,
	momentPath,
	OUTCOME_NAMES,
	percent,
	scoreWords,
	timeWords,
} from "./report-words.ts";
import { dimensionOf } from "./rubric.ts";
import { plannedVisits, type Visit, visitWords } from "./visits.ts";

/** Words, or a link by its path on this site. */
export type Piece = string | { readonly text: string; readonly path: string };
export type Line = readonly Piece[];
export const DRAWING_NAMES = ["scores", "time", "reference"] as const;
export type DrawingName = (typeof DRAWING_NAMES)[number];

export type Block =
	| { readonly kind: "title" | "section" | "part"; readonly text: string }
	| { readonly kind: "text"; readonly line: Line }
	| { readonly kind: "list"; readonly lines: readonly Line[] }
	| { readonly kind: "figures"; readonly figures: readonly MeasureWords[] }
	| { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly Line[])[] }
	| { readonly kind: "drawing"; readonly name: DrawingName; readonly drawing: Drawing }
	/** the final board, if the reader's browser could make its picture */
	| { readonly kind: "board"; readonly alt: string };

export interface PaperSources {
	readonly report: FullReport;
	/** when the interview began, as its reader says a time */
	readonly when: string;
	/** what the recording added; null where it could not be read */
	readonly board: { readonly measures: BoardMeasures; readonly hasPicture: boolean } | null;
	readonly visits: readonly Visit[] | null;
}

const SITE = /^https?:\/\/[\w.:[\]-]+$/;

/**
 * The absolute address of a path on a site, with nothing in it that could end an address. What is no path of this site leads to its
 * front page.
 * @param site an origin, without a slash at its end
 * @throws RangeError for a site that is none
 */
export function addressOn(site: string, path: string): string {
	if (!SITE.test(site)) throw new RangeError("a site is an origin");
	if (!/^\/(?![/\\])/.test(path)) return `${site}/`;
	const escaped = path.replace(/[^\w\-./?=&%:,~]+/g, encodeURIComponent);
	return `${site}${escaped.replace(/[()!'*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)}`;
}

export function reportPaper(sources: PaperSources): Block[] {
	const { report } = sources;
	return [
		...head(sources),
		...scores(report),
		...steps(sources),
		...takeAlong(report),
		...thread(report),
		...onRecord(report),
		...own(report),
		...boards(sources),
	];
}

const section = (text: string): Block => ({ kind: "section", text });
const text = (...line: Piece[]): Block => ({ kind: "text", line });
const list = (lines: readonly Line[]): Block[] => (lines.length === 0 ? [] : [{ kind: "list", lines }]);

function head({ report, when, board }: PaperSources): Block[] {
	const { candidate, interviewers, outcome, summaries, question, title, session } = report;
	const by =
		interviewers.length === 0 ? "on their own" : `interviewed by ${listed(interviewers.map(({ name }) => name))}`;
	return [
		{ kind: "title", text: title ?? question.title },
		text(`${candidate?.name ?? "A candidate"}, ${by}, ${when}`),
		text(`${aimWords(report)}, ${session.minutes} minutes. `, {
			text: "Replay",
			path: replayAddress(session.id),
		}),
		// packs break it into lines of their own length
		text(question.prompt.replace(/\s+/g, " ")),
		...(outcome === null ? [] : [section("Outcome"), { kind: "part", text: OUTCOME_NAMES[outcome] } satisfies Block]),
		...summaries.map(({ by: author, text: words, confidence }) => {
			const name = nameOf(author, report);
			const sure = confidence === null ? "" : ` (${name} is ${CONFIDENCE_WORDS[confidence]})`;
			return text(`${interviewers.length > 1 ? `${name}: ` : ""}${words}${sure}`);
		}),
		{ kind: "figures", figures: figuresOf(report, board?.measures.outside ?? null) },
	];
}

function nameOf(id: string, { interviewers }: Pick<FullReport, "interviewers">): string {
	return interviewers.find((person) => person.id === id)?.name ?? "Interviewer";
}

/** Each moment as a link with its clock; its words go along where the paper's reader was given them to read. */
function moments(evidence: readonly Moment[], report: FullReport, none: string): Piece[] {
	if (evidence.length === 0) return [none];
	return evidence.flatMap((moment, index): Piece[] => {
		const link = { text: clockAt(moment.at, report), path: momentPath(moment, report) };
		// an interviewer reads notes that were shared with nobody; a paper may be handed on
		const words = report.reader === "candidate" && moment.text !== null ? ` “${moment.text}”` : "";
		return [index === 0 ? "" : ", ", link, words].filter((piece) => piece !== "");
	});
}

function scores(report: FullReport): Block[] {
	const { interviewers } = report;
	const given = interviewers.length === 0 ? null : listed(interviewers.map(({ name }) => name));
	const self = report.candidate?.name ?? "Candidate";
	const comments = report.scores.flatMap(({ dimension, comments: said }) =>
		said.map(({ by, text: words }): Line => [`${dimensionOf(dimension).name}, ${nameOf(by, report)}: ${words}`]),
	);
	return [
		section("Scores"),
		text("1 is clearly below the level, 2 partly at it, 3 meets it, 4 is above it; n/o: not observed."),
		{ kind: "drawing", name: "scores", drawing: scoresDrawing(report) },
		{
			kind: "table",
			head: ["Dimension", "Weight", ...(given === null ? [] : [given]), `${self}, self`, "Evidence"],
			rows: report.scores.map((row): Line[] => [
				[dimensionOf(row.dimension).name],
				[`${Math.round(row.weight)}%`],
				...(given === null ? [] : [[scoreWords(row.score)]]),
				[scoreWords(row.self)],
				moments(row.evidence, report, typeof row.score === "number" ? "no evidence" : "–"),
			]),
		},
		...list(comments),
	];
}

function steps({ report, visits }: PaperSources): Block[] {
	const planned = plannedVisits(planOf(report.session.minutes));
	return [
		section("Steps"),
		...(visits === null
			? []
			: [{ kind: "drawing", name: "time", drawing: timeDrawing(planned, visits) } satisfies Block]),
		{
			kind: "table",
			head: ["Step", "Planned", "Real", "Deep dive", "Time", "Coverage", "On the board"],
			rows: report.steps.map((step) => [
				[`${stepOf(step.step).number} ${stepOf(step.step).name}`],
				[formatClock(step.plannedMs)],
				[formatClock(step.activeMs)],
				[step.deepDiveMs > 0 ? formatClock(step.deepDiveMs) : "–"],
				[timeWords(step) ?? "as planned"],
				[step.coverage === null ? "–" : percent(step.coverage)],
				[percent(step.artefacts)],
			]),
		},
		...(visits === null ? [] : visitWords(visits, planned).map((words) => text(words))),
	];
}

function items(all: readonly ReportItem[], report: FullReport): Block[] {
	return all.flatMap((item): Block[] => [
		{ kind: "part", text: `${ITEM_NAMES[item.kind]}: ${item.text}` },
		...(item.more === "" ? [] : [text(item.more)]),
		...(item.evidence.length === 0 ? [] : [text("Moments: ", ...moments(item.evidence, report, ""))]),
		...(item.answer === null ? [] : [text(`The candidate's answer: ${ANSWER_NAMES[item.answer].toLowerCase()}`)]),
	]);
}

function takeAlong(report: FullReport): Block[] {
	return report.items.length === 0 ? [] : [section("What to take along"), ...items(report.items, report)];
}

function thread({ thread: { cells, links } }: FullReport): Block[] {
	const { judged, holds } = redThread(links);
	if (judged === 0 && Object.keys(cells).length === 0) return [];
	return [
		section("Red thread"),
		text(`${holds} of 6 links hold${judged < 6 ? `, ${judged} were judged` : ""}.`),
		{
			kind: "table",
			head: ["From goal to alert", "In this interview", "Link to the next"],
			rows: THREAD_CELLS.map(({ id, name }, index) => {
				const link = THREAD_LINK_IDS[index];
				return [[name], [cells[id] ?? "–"], [link === undefined ? "" : (links[link] ?? "not judged")]];
			}),
		},
	];
}

function onRecord(report: FullReport): Block[] {
	const { hints, clarified, twists } = report;
	if (hints.length + clarified.length + twists.length === 0) return [];
	const at = (moment: number): Piece => ({
		text: clockAt(moment, report),
		path: momentPath({ at: moment, shapes: [] }, report),
	});
	return [
		section("Shown during the interview"),
		...list([
			...hints.map(
				(hint): Line => [
					at(hint.at),
					` ${HINT_NAMES[hint.level - 1] ?? "Hint"}, ${stepOf(hint.step).short.toLowerCase()}: ${hint.text}`,
				],
			),
			...clarified.map((answer): Line => [at(answer.at), ` Asked: ${answer.q} Answered: ${answer.a}`]),
			...twists.map((twist): Line => [at(twist.at), ` Twist: ${twist.text}`]),
		]),
	];
}

function own(report: FullReport): Block[] {
	const { kept, self, reader, candidate } = report;
	const hers = reader === "candidate" ? kept : [];
	return [
		...(self === null
			? []
			: [
					section(`How ${candidate?.name ?? "the candidate"} saw it`),
					...(self.summary === "" ? [] : [text(self.summary)]),
					...items(self.items, report),
				]),
		...(hers.length === 0 ? [] : [section("Moments you kept"), text(...moments(hers, report, ""))]),
	];
}

function boards({ report, board }: PaperSources): Block[] {
	const { nodes, edges } = report.reference;
	const labelOf = new Map(nodes.map(({ id, label }) => [id, label]));
	const end = report.endedAt ?? report.startedAt;
	return [
		section("Final board"),
		...(board?.hasPicture
			? [{ kind: "board", alt: `The board at the end, ${clockAt(end, report)}` } satisfies Block]
			: []),
		text({ text: "Open the replay at the end", path: momentPath({ at: end, shapes: [] }, report) }),
		...(board === null ? [] : [{ kind: "figures", figures: measureWords(board.measures, report) } satisfies Block]),
		section("Reference design"),
		text("One good answer among several."),
		{ kind: "drawing", name: "reference", drawing: referenceDrawing(report.reference) },
		...list(
			nodes.map(({ id, label, kind }): Line => {
				const to = edges.filter((edge) => edge.from === id).map((edge) => labelOf.get(edge.to) ?? edge.to);
				return [
					`${label} (${GROUP_NAMES[groupOf(kind)].toLowerCase()})${to.length === 0 ? "" : `: to ${to.join("; ")}`}`,
				];
			}),
		),
	];
}
