// Views for component tests, made the way that the server makes them: events folded into a state, a role's view of it.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { briefOf, publicQuestion, questionPackSchema } from "#core/question.ts";
import { apply, INITIAL_STATE, type Kind, type Role, type SessionEvent, type SessionState } from "#core/session.ts";
import { type Person, type SeatRequest, type SessionView, viewOf } from "#core/view.ts";

const pack = questionPackSchema.parse(parse(readFileSync("prisma/packs/ad-click-prediction.yaml", "utf8")));

export const MINUTE = 60_000;
export const START = 5 * MINUTE;
/** A marker of the brief, for tests that look whether it leaks. */
export const BRIEF_LINE = pack.steps.data.look_for[0] ?? "";

export const PRIYA: Person = { id: "p1", name: "Priya Raman", role: "interviewer", here: true };
export const JONAS: Person = { id: "p2", name: "Jonas Weber", role: "candidate", here: true };
export const MEI: Person = { id: "p3", name: "Mei Lin", role: "observer", here: true };

type Timed = readonly [SessionEvent, number];

/** In "data" from minute 11 on: intro 2, clarify 5, frame 4, as planned. */
export const IN_DATA: readonly Timed[] = [
	[{ type: "started", by: "p1", segment: "intro" }, START],
	[{ type: "segment-entered", by: "p1", segment: "clarify" }, START + 2 * MINUTE],
	[{ type: "segment-entered", by: "p1", segment: "frame" }, START + 7 * MINUTE],
	[{ type: "segment-entered", by: "p1", segment: "data" }, START + 11 * MINUTE],
];

export interface MadeViewOptions {
	role?: Role;
	kind?: Kind;
	events?: readonly Timed[];
	at?: number;
	people?: readonly Person[];
	seatRequests?: readonly SeatRequest[];
	choseQuestion?: boolean;
	meetingUrl?: string;
}

export function madeView(options: MadeViewOptions = {}): SessionView {
	const { events = [] } = options;
	const state = events.reduce((folded, [event, at]) => apply(folded, event, at), INITIAL_STATE);
	return viewOfState(state, { ...options, at: options.at ?? events.at(-1)?.[1] ?? START });
}

export function viewOfState(
	state: SessionState,
	options: Omit<MadeViewOptions, "events"> & { at: number },
): SessionView {
	const { role = "interviewer", kind = "led", people = [PRIYA, JONAS, MEI], seatRequests = [] } = options;
	return viewOf(
		{
			facts: {
				id: "s1",
				kind,
				minutes: 45,
				level: "senior",
				family: "ads",
				createdAt: "2026-11-21T14:00:00.000Z",
				meetingUrl: options.meetingUrl ?? null,
			},
			title: null,
			question: publicQuestion(pack),
			brief: briefOf(pack),
			state,
			people,
			seatRequests,
			at: options.at,
		},
		{
			participantId: { interviewer: "p1", candidate: "p2", observer: "p3" }[role],
			role,
			choseQuestion: options.choseQuestion ?? false,
		},
	);
}
