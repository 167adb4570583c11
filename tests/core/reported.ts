// Reports for tests of what is made of them: an interview is held by commands, then its report is read as somebody of it.
import { publicQuestion } from "#core/question.ts";
import { type FullReport, type Report, reportOf } from "#core/report.ts";
import { DIMENSION_IDS } from "#core/rubric.ts";
import type { Actor } from "#core/session.ts";
import { BRIEF, PACK } from "#tests/helpers/question.ts";
import { CARL, INES, Interview, PEOPLE } from "./interview.ts";

export interface ReportWishes {
	readonly kind?: "led" | "solo";
	/** stands wherever a person can write */
	readonly words?: string;
	readonly names?: Readonly<Record<string, string>>;
	readonly title?: string;
}

/** What somebody reads of an interview now. */
export function reportFor(interview: Interview, actor: Actor, wishes: ReportWishes = {}): Report {
	const { kind = "led", names = {}, title = null } = wishes;
	const people = PEOPLE.filter(({ role }) => kind === "led" || role === "candidate");
	return reportOf(
		{
			facts: {
				...{ id: "session-1", kind, minutes: 45, level: "senior", family: "ads" },
				...{ createdAt: "2026-11-21T14:00:00.000Z", meetingUrl: null },
			},
			title,
			question: publicQuestion(PACK),
			brief: BRIEF,
			state: interview.state,
			people: people.map((person) => ({ ...person, name: names[person.id] ?? person.name })),
		},
		{ participantId: actor.participantId, role: actor.role === "interviewer" ? "interviewer" : "candidate" },
	);
}

/** A whole interview with everything in it that a report shows: notes, scores, feedback, coverage, thread, hints, a twist, pins. */
export function wholeInterview({ words = "Price uses the level.", kind = "led" }: ReportWishes = {}): Interview {
	const isLed = kind === "led";
	const leader = isLed ? INES : CARL;
	const interview = new Interview(kind).after(5).do({ type: "start" }, leader);
	interview.after(2).do({ type: "go-to", segment: "clarify" }, leader);
	if (isLed) {
		interview
			.after(1)
			.do({ type: "add-note", text: words, kind: "strength", shapes: ["shape:goal"] })
			.do({ type: "mark", itemId: "clarify.2", state: 1, origin: "unprompted" })
			.do({ type: "answer-clarification", no: 1 })
			.do({ type: "show-hint", step: "clarify", level: 1 })
			.do({ type: "play-twist", no: 1 })
			.do({ type: "write-thread", cell: "goal", text: words, was: "" })
			.do({ type: "judge-link", link: "goal-objective", state: "holds" })
			.do({ type: "judge-link", link: "online-alert", state: "broken" });
	}
	interview.after(5).do({ type: "go-to", segment: "data" }, leader);
	interview.do({ type: "pin", shapes: ["shape:table"] }, CARL);
	const pin = interview.lastId;
	interview.after(14).do({ type: "go-to", segment: "clarify" }, leader).after(1).do({ type: "end" }, leader);
	if (isLed) review(interview, INES, words);
	score(interview, CARL, 2).do({ type: "summarise", text: words }, CARL);
	interview.do({ type: "write-item", kind: "redo", no: 1, text: words, more: words, evidence: [pin] }, CARL);
	interview.do({ type: "submit-review" }, CARL);
	if (isLed) interview.do({ type: "publish" });
	return interview;
}

function review(interview: Interview, actor: Actor, words: string): void {
	const note = interview.state.notes[0]?.id ?? "";
	interview.do({ type: "share-note", noteId: note, shared: true }, actor);
	score(interview, actor, 3);
	interview.do({ type: "score", dimension: "monitoring_ops", score: "not-observed" }, actor);
	interview.do({ type: "give-evidence", dimension: "ml_framing", evidence: [note] }, actor);
	interview.do({ type: "comment", dimension: "ml_framing", text: words }, actor);
	interview.do({ type: "summarise", text: words }, actor);
	interview.do({ type: "be-confident", confidence: "high" }, actor);
	for (const kind of ["keep", "change", "drill"] as const) {
		interview.do({ type: "write-item", kind, no: 1, text: words, more: words, evidence: [note] }, actor);
	}
}

export function score(interview: Interview, actor: Actor, value: 1 | 2 | 3 | 4): Interview {
	for (const dimension of DIMENSION_IDS) interview.do({ type: "score", dimension, score: value }, actor);
	return interview;
}

/** As its candidate reads it unless said otherwise. */
export function publishedReport(wishes: ReportWishes = {}, actor: Actor = CARL): FullReport {
	const report = reportFor(wholeInterview(wishes), actor, wishes);
	if (report.stage !== "published") throw new Error(`the report is ${report.stage}`);
	return report;
}

export { CARL, INES };
