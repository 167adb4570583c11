// What an interviewer gives and what both say while an interview runs: clarifications answered, hints shown, twists played, chat, a raised
// hand. All of it is seen by everybody and on record; the words are copied from the brief into the event, so that nobody needs the
// brief to read them. In solo practice the candidate asks for a step's guidance herself. Pure: commands in, events out, events folded.
import * as z from "zod/mini";
import { STEP_IDS, type StepId } from "./framework.ts";
import { MAX_CHAT_CHARS, MAX_CHAT_MESSAGES, MAX_CHAT_TOTAL_CHARS } from "./limits.ts";
import type { Actor, DecideContext, Refusal, SessionState } from "./session.ts";
import { byPerson, idSchema } from "./session-ids.ts";
import { textSchema } from "./text.ts";
import { unreachable } from "./unreachable.ts";

export const HINT_LEVELS = [1, 2, 3] as const;
export type HintLevel = (typeof HINT_LEVELS)[number];

const stepSchema = z.enum(STEP_IDS);
const levelSchema = z.union(HINT_LEVELS.map((level) => z.literal(level)));
/** the place of an item in the brief, counted from 1 */
const noSchema = z.int().check(z.positive(), z.lte(1_000));

export const aidCommands = [
	z.strictObject({ type: z.literal("answer-clarification"), no: noSchema }),
	z.strictObject({ type: z.literal("show-hint"), step: stepSchema, level: levelSchema }),
	z.strictObject({ type: z.literal("play-twist"), no: noSchema }),
	z.strictObject({ type: z.literal("say"), text: textSchema(MAX_CHAT_CHARS, "The message") }),
	/** one's own hand; an interviewer may lower another's */
	z.strictObject({ type: z.literal("raise-hand"), participantId: idSchema, raised: z.boolean() }),
	/** solo practice alone */
	z.strictObject({ type: z.literal("ask-guidance"), step: stepSchema }),
] as const;
type AidCommand = z.infer<(typeof aidCommands)[number]>;

export const aidEvents = [
	z.strictObject({ type: z.literal("clarified"), ...byPerson, no: noSchema, q: z.string(), a: z.string() }),
	z.strictObject({
		type: z.literal("hint-shown"),
		...byPerson,
		step: stepSchema,
		level: levelSchema,
		text: z.string(),
	}),
	z.strictObject({ type: z.literal("twist-played"), ...byPerson, no: noSchema, text: z.string() }),
	z.strictObject({ type: z.literal("said"), ...byPerson, messageId: idSchema, text: z.string() }),
	z.strictObject({ type: z.literal("hand-raised"), ...byPerson, participantId: idSchema, raised: z.boolean() }),
	z.strictObject({
		type: z.literal("guidance-shown"),
		...byPerson,
		step: stepSchema,
		lookFor: z.array(z.string()),
		hints: z.array(z.string()),
		pitfalls: z.array(z.string()),
	}),
] as const;
export type AidEvent = z.infer<(typeof aidEvents)[number]>;

interface Shown {
	/** ms since the session was created */
	readonly at: number;
	readonly by: string;
}
export interface Clarified extends Shown {
	readonly no: number;
	readonly q: string;
	readonly a: string;
}
export interface HintShown extends Shown {
	readonly step: StepId;
	readonly level: HintLevel;
	readonly text: string;
}
export interface TwistPlayed extends Shown {
	readonly no: number;
	readonly text: string;
}
export interface ChatMessage extends Shown {
	readonly id: string;
	readonly text: string;
}
export interface GuidanceShown extends Shown {
	readonly step: StepId;
	readonly lookFor: readonly string[];
	readonly hints: readonly string[];
	readonly pitfalls: readonly string[];
}

export interface AidsState {
	readonly clarified: readonly Clarified[];
	readonly hints: readonly HintShown[];
	readonly twists: readonly TwistPlayed[];
	readonly chat: readonly ChatMessage[];
	/** participants whose hand is up, first raised first */
	readonly hands: readonly string[];
	readonly guidance: readonly GuidanceShown[];
}

export const NO_AIDS: AidsState = { clarified: [], hints: [], twists: [], chat: [], hands: [], guidance: [] };

const ONLY_INTERVIEWERS: Refusal = { refused: "not-allowed", message: "Only the interviewer can do that." };
const unknown = (message: string): Refusal => ({ refused: "unknown-target", message });

/** Help is given while the clock is on; what is said afterwards would help nobody and stand in the report as help. */
function notUnderWay(state: SessionState): Refusal | null {
	if (state.phase === "running" || state.phase === "paused") return null;
	const when = state.phase === "lobby" ? "has not started yet" : "is over";
	return { refused: "wrong-phase", message: `That does not fit now: the interview ${when}.` };
}

export function decideAid(
	state: SessionState,
	command: AidCommand,
	{ participantId: by, role }: Actor,
	{ brief, kind, commandId }: DecideContext,
): AidEvent[] | Refusal {
	const interviews = role === "interviewer" ? null : ONLY_INTERVIEWERS;
	switch (command.type) {
		case "answer-clarification": {
			const refusal = interviews ?? notUnderWay(state);
			if (refusal) return refusal;
			const item = brief.clarifications[command.no - 1];
			if (!item) return unknown("There is no such clarification.");
			if (state.clarified.some(({ no }) => no === command.no)) return [];
			return [{ type: "clarified", by, no: command.no, q: item.q, a: item.a }];
		}
		case "show-hint": {
			const refusal = interviews ?? notUnderWay(state);
			if (refusal) return refusal;
			const { step, level } = command;
			const hint = brief.steps[step].hints.find((candidate) => candidate.level === level);
			if (!hint) return unknown("There is no such hint.");
			if (state.hints.some((shown) => shown.step === step && shown.level === level)) return [];
			return [{ type: "hint-shown", by, step, level, text: hint.text }];
		}
		case "play-twist": {
			const refusal = interviews ?? notUnderWay(state);
			if (refusal) return refusal;
			const twist = brief.twists[command.no - 1];
			if (!twist) return unknown("There is no such card.");
			if (state.twists.some(({ no }) => no === command.no)) return [];
			return [{ type: "twist-played", by, no: command.no, text: twist.text }];
		}
		case "say": {
			if (role === "observer")
				return { refused: "not-allowed", message: "Observers read the chat; they do not write in it." };
			if (state.phase === "ended")
				return { refused: "wrong-phase", message: "The chat is closed: the interview has ended." };
			const chars = state.chat.reduce((sum, message) => sum + message.text.length, command.text.length);
			if (state.chat.length >= MAX_CHAT_MESSAGES || chars > MAX_CHAT_TOTAL_CHARS) {
				return { refused: "too-many", message: "The chat of this session is full." };
			}
			return [{ type: "said", by, messageId: commandId, text: command.text }];
		}
		case "raise-hand": {
			const { participantId, raised } = command;
			const own = participantId === by;
			if (role === "observer") return { refused: "not-allowed", message: "Observers watch; they do not raise a hand." };
			if (!own && (raised || role !== "interviewer")) return ONLY_INTERVIEWERS;
			if (raised && state.phase === "ended") return { refused: "wrong-phase", message: "The interview has ended." };
			if (state.hands.includes(participantId) === raised) return [];
			return [{ type: "hand-raised", by, participantId, raised }];
		}
		case "ask-guidance": {
			if (kind !== "solo" || role !== "candidate") {
				return { refused: "not-allowed", message: "A step's guidance can be asked for in solo practice only." };
			}
			const refusal = state.phase === "lobby" ? notUnderWay(state) : null;
			if (refusal) return refusal;
			const { step } = command;
			if (state.guidance.some((shown) => shown.step === step)) return [];
			const { look_for, hints, pitfalls } = brief.steps[step];
			const texts = { lookFor: look_for, hints: hints.map((hint) => hint.text), pitfalls };
			return [{ type: "guidance-shown", by, step, ...texts }];
		}
		default:
			return unreachable(command);
	}
}

export function applyAid(state: AidsState, event: AidEvent, at: number): AidsState {
	switch (event.type) {
		case "clarified": {
			const { no, q, a, by } = event;
			return { ...state, clarified: [...state.clarified, { at, by, no, q, a }] };
		}
		case "hint-shown": {
			const { step, level, text, by } = event;
			return { ...state, hints: [...state.hints, { at, by, step, level, text }] };
		}
		case "twist-played":
			return { ...state, twists: [...state.twists, { at, by: event.by, no: event.no, text: event.text }] };
		case "said":
			return { ...state, chat: [...state.chat, { at, by: event.by, id: event.messageId, text: event.text }] };
		case "hand-raised": {
			const others = state.hands.filter((id) => id !== event.participantId);
			return { ...state, hands: event.raised ? [...others, event.participantId] : others };
		}
		case "guidance-shown": {
			const { by, step, lookFor, hints, pitfalls } = event;
			return { ...state, guidance: [...state.guidance, { at, by, step, lookFor, hints, pitfalls }] };
		}
		default:
			return unreachable(event);
	}
}

/** "Nudge", "Hint", "Reveal": how direct a hint is. */
export const HINT_WORDS: Record<HintLevel, string> = { 1: "Nudge", 2: "Hint", 3: "Reveal" };
