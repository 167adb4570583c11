// The interviewer's own record of what the candidate covered: each item of a step's checklist as mentioned, explained or not applicable,
// with how much help it took; and the chain of reasoning from goal to alert. Private to interviewers, shared between them.
// Pure: commands in, events out, events folded; the sums over it are core/coverage.ts and core/red-thread.ts.
import * as z from "zod/mini";
import { COVERAGE_STATES, type CoverageEvidence, isChecklistId, ORIGINS } from "./coverage.ts";
import { MAX_ITEM_MARKS, MAX_THREAD_CHARS } from "./limits.ts";
import { LINK_STATES, type LinkState, THREAD_CELLS, THREAD_LINK_IDS, type ThreadLinkId } from "./red-thread.ts";
import type { Actor, DecideContext, Refusal, SessionState } from "./session.ts";
import { byPerson } from "./session-ids.ts";
import { cleanLine } from "./text.ts";
import { unreachable } from "./unreachable.ts";

const stateSchema = z.union(COVERAGE_STATES.map((state) => z.literal(state)));

type ThreadCellId = (typeof THREAD_CELLS)[number]["id"];
export const THREAD_CELL_IDS: readonly ThreadCellId[] = THREAD_CELLS.map(({ id }) => id);

/** One line that may be empty: emptied it is taken back. */
export function optionalLine(max: number, what: string) {
	return z
		.string({ error: `${what} is missing.` })
		.check(z.overwrite(cleanLine), z.maxLength(max, `${what} may have at most ${max} characters.`));
}

export const assessmentCommands = [
	z.strictObject({ type: z.literal("mark"), itemId: idSchemaOfItem(), state: stateSchema, origin: z.enum(ORIGINS) }),
	z.strictObject({
		type: z.literal("write-thread"),
		cell: z.enum(THREAD_CELL_IDS),
		text: optionalLine(MAX_THREAD_CHARS, "The cell"),
		/** what stood there when this was written: two who write at once are told, and neither text is lost */
		was: z.string(),
	}),
	z.strictObject({
		type: z.literal("judge-link"),
		link: z.enum(THREAD_LINK_IDS),
		state: z.nullable(z.enum(LINK_STATES)),
	}),
] as const;
type AssessmentCommand = z.infer<(typeof assessmentCommands)[number]>;

/** ids of items name the question, the step and the place: longer than other ids */
function idSchemaOfItem() {
	return z.string().check(z.minLength(1), z.maxLength(140));
}

export const assessmentEvents = [
	z.strictObject({
		type: z.literal("marked"),
		...byPerson,
		itemId: idSchemaOfItem(),
		state: stateSchema,
		origin: z.enum(ORIGINS),
	}),
	z.strictObject({ type: z.literal("thread-written"), ...byPerson, cell: z.enum(THREAD_CELL_IDS), text: z.string() }),
	z.strictObject({
		type: z.literal("link-judged"),
		...byPerson,
		link: z.enum(THREAD_LINK_IDS),
		state: z.nullable(z.enum(LINK_STATES)),
	}),
] as const;
export type AssessmentEvent = z.infer<(typeof assessmentEvents)[number]>;

/** One mark of an item, as an interviewer set it. */
export interface Mark extends CoverageEvidence {
	/** ms since the session was created */
	readonly at: number;
	readonly by: string;
}

export interface AssessmentState {
	/** item id -> its marks in the order in which they were set */
	readonly marks: Readonly<Record<string, readonly Mark[]>>;
	readonly thread: {
		readonly cells: Readonly<Partial<Record<ThreadCellId, string>>>;
		readonly links: Readonly<Partial<Record<ThreadLinkId, LinkState>>>;
	};
}

export const NO_ASSESSMENT: AssessmentState = { marks: {}, thread: { cells: {}, links: {} } };

/** A page that did not know yet what another interviewer wrote. */
export const STALE: Refusal = {
	refused: "stale",
	message: "The other interviewer has just changed this. Look at it, then write again.",
};

export function decideAssessment(
	state: SessionState,
	command: AssessmentCommand,
	{ participantId: by, role }: Actor,
	{ brief, questionId }: DecideContext,
): AssessmentEvent[] | Refusal {
	if (role !== "interviewer") return { refused: "not-allowed", message: "Only an interviewer marks what was covered." };
	if (state.startedAt === null) {
		return { refused: "wrong-phase", message: "There is nothing to mark yet: the interview has not started." };
	}
	if (state.published) return { refused: "wrong-phase", message: "The report is published; what it shows stays." };
	switch (command.type) {
		case "mark": {
			const { itemId, state: covered, origin } = command;
			if (!isChecklistId(questionId, brief.steps, itemId)) {
				return { refused: "unknown-target", message: "There is no such item." };
			}
			const last = state.marks[itemId]?.at(-1);
			if ((state.marks[itemId]?.length ?? 0) >= MAX_ITEM_MARKS) {
				return { refused: "too-many", message: "This item was marked too often; its last mark stays." };
			}
			// a ticked prompt counts as mentioned until it is marked, so that it can be marked as not touched
			const isUntouched = !(itemId in state.ticks);
			if (last ? last.state === covered && last.origin === origin : covered === 0 && isUntouched) return [];
			return [{ type: "marked", by, itemId, state: covered, origin }];
		}
		case "write-thread": {
			const now = state.thread.cells[command.cell] ?? "";
			if (now === command.text) return [];
			if (now !== command.was) return STALE;
			return [{ type: "thread-written", by, cell: command.cell, text: command.text }];
		}
		case "judge-link":
			if ((state.thread.links[command.link] ?? null) === command.state) return [];
			return [{ type: "link-judged", by, link: command.link, state: command.state }];
		default:
			return unreachable(command);
	}
}

export function applyAssessment(state: AssessmentState, event: AssessmentEvent, at: number): AssessmentState {
	switch (event.type) {
		case "marked": {
			const { itemId, by, origin } = event;
			const mark: Mark = { at, by, state: event.state, origin };
			return { ...state, marks: { ...state.marks, [itemId]: [...(state.marks[itemId] ?? []), mark] } };
		}
		case "thread-written": {
			const { [event.cell]: _, ...others } = state.thread.cells;
			const cells = event.text === "" ? others : { ...others, [event.cell]: event.text };
			return { ...state, thread: { ...state.thread, cells } };
		}
		case "link-judged": {
			const { [event.link]: _, ...others } = state.thread.links;
			const links = event.state === null ? others : { ...others, [event.link]: event.state };
			return { ...state, thread: { ...state.thread, links } };
		}
		default:
			return unreachable(event);
	}
}
