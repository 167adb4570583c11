// The session as a machine: values in, values out.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planOf, SEGMENT_IDS } from "#core/framework.ts";
import { REOPEN_MS } from "#core/limits.ts";
import {
	type Actor,
	apply,
	type Command,
	decide,
	INITIAL_STATE,
	type Kind,
	mayDraw,
	mayReplay,
	PHASES,
	type SessionEvent,
	type SessionState,
} from "#core/session.ts";
import { activeMsOf, budgetMsOf, totalActiveMs, totalBudgetMs } from "#core/session-clock.ts";
import { contextAt } from "../helpers/question.ts";

const INTERVIEWER: Actor = { participantId: "ines", role: "interviewer" };
const CANDIDATE: Actor = { participantId: "carl", role: "candidate" };
const OBSERVER: Actor = { participantId: "olga", role: "observer" };
const MINUTE = 60_000;

/** Commands at their minutes; throws when one is refused. */
function play(
	script: [minute: number, command: Command | SessionEvent, actor?: Actor][],
	kind: Kind = "led",
	begun = INITIAL_STATE,
): SessionState {
	return script.reduce((state, [minute, step, actor = INTERVIEWER], index) => {
		const at = minute * MINUTE;
		const outcome = ask(state, step, { actor, at, kind, commandId: `c${index}` });
		if ("refused" in outcome) throw new Error(`${step.type} was refused: ${outcome.refused}`);
		return outcome.events.reduce((next, event) => apply(next, event, at), state);
	}, begun);
}

const OWN_EVENTS = ["joined", "left", "removed", "paused-nobody-here", "closed"];

function ask(
	state: SessionState,
	step: Command | SessionEvent,
	{ actor = INTERVIEWER, at = 0, kind = "led" as Kind, commandId = "command-1" },
) {
	if (OWN_EVENTS.includes(step.type)) return { events: [step as SessionEvent] };
	return decide(state, step as Command, actor, contextAt(at, { kind, commandId }));
}

const in_: Record<(typeof PHASES)[number], SessionState> = {
	lobby: INITIAL_STATE,
	running: play([[1, { type: "start" }]]),
	paused: play([
		[1, { type: "start" }],
		[2, { type: "pause" }],
	]),
	debrief: play([
		[1, { type: "start" }],
		[2, { type: "end" }],
	]),
	ended: play([
		[1, { type: "start" }],
		[2, { type: "end" }],
		[3, { type: "close" }],
	]),
};

const LEADING: Command[] = [
	{ type: "start" },
	{ type: "pause" },
	{ type: "resume" },
	{ type: "go-to", segment: "data" },
	{ type: "add-minute", segment: "data" },
	{ type: "end" },
	{ type: "take-back" },
	{ type: "close" },
	{ type: "reopen" },
	{ type: "share-replay", shared: true },
];

describe("phases", () => {
	test("[S1] each command works in its phases and nowhere else", () => {
		const allowed: Record<string, string[]> = {
			start: ["lobby"],
			pause: ["running", "paused"],
			resume: ["running", "paused"],
			"go-to": ["running", "paused"],
			"add-minute": ["running", "paused"],
			end: ["running", "paused"],
			"take-back": ["debrief"],
			close: ["debrief"],
			reopen: ["ended"],
			"share-replay": [...PHASES],
		};
		for (const command of LEADING) {
			for (const phase of PHASES) {
				const outcome = decide(in_[phase], command, INTERVIEWER, contextAt(4 * MINUTE, { commandId: "command-1" }));
				const expected = allowed[command.type]?.includes(phase) ? "events" : "wrong-phase";
				expect([command.type, phase, "refused" in outcome ? outcome.refused : "events"]).toEqual([
					command.type,
					phase,
					expected,
				]);
			}
		}
	});

	test("[S1] the way through a whole session visits every phase", () => {
		const script: [number, Command][] = [
			[1, { type: "start" }],
			[2, { type: "pause" }],
			[3, { type: "resume" }],
			[4, { type: "end" }],
			[5, { type: "take-back" }],
			[6, { type: "end" }],
			[7, { type: "close" } as Command],
			[8, { type: "reopen" }],
		];
		const phases = script.map((_, index) => playCommands(script.slice(0, index + 1)).phase);
		expect(phases).toEqual(["running", "paused", "running", "debrief", "running", "debrief", "ended", "debrief"]);
	});

	test("[S1] an ended session is reopened for ten minutes, not longer", () => {
		const closedAt = in_.ended.closedAt ?? 0;
		const reopen = (at: number) => ask(in_.ended, { type: "reopen" }, { at });
		expect(reopen(closedAt + REOPEN_MS)).toEqual({ events: [{ type: "reopened", by: "ines" }] });
		expect(reopen(closedAt + REOPEN_MS + 1)).toMatchObject({ refused: "too-late" });
	});

	test("drawing is for interviewer and candidate until the end", () => {
		for (const phase of PHASES) {
			expect(mayDraw("interviewer", phase)).toBe(phase !== "ended");
			expect(mayDraw("candidate", phase)).toBe(phase !== "ended");
			expect(mayDraw("observer", phase)).toBe(false);
		}
	});
});

function playCommands(script: [number, Command][]): SessionState {
	return script.reduce((state, [minute, command], index) => {
		const at = minute * MINUTE;
		const outcome = decide(state, command, INTERVIEWER, contextAt(at, { commandId: `c${index}` }));
		if ("refused" in outcome) throw new Error(outcome.refused);
		return outcome.events.reduce((next, event) => apply(next, event, at), state);
	}, INITIAL_STATE);
}

describe("who may", () => {
	test("[S2] a candidate and an observer lead nothing, in any phase", () => {
		for (const actor of [CANDIDATE, OBSERVER]) {
			for (const command of LEADING) {
				for (const phase of PHASES)
					expect(ask(in_[phase], command, { actor })).toMatchObject({ refused: "not-allowed" });
			}
		}
	});

	test("[S2] in solo practice the candidate leads, an observer still does not", () => {
		expect(ask(INITIAL_STATE, { type: "start" }, { actor: CANDIDATE, kind: "solo" })).toEqual({
			events: [{ type: "started", by: "carl", segment: "intro" }],
		});
		expect(ask(INITIAL_STATE, { type: "start" }, { actor: OBSERVER, kind: "solo" })).toMatchObject({
			refused: "not-allowed",
		});
	});

	test("[S15] observers replay while the interviewer shares the replay; she may share and take back in every phase", () => {
		for (const phase of PHASES) {
			const before = in_[phase];
			expect([mayReplay("observer", before), mayReplay("candidate", before)]).toEqual([false, true]);
			const shared = play([[5, { type: "share-replay", shared: true }]], "led", before);
			expect(mayReplay("observer", shared)).toBe(true);
			const again = play([[6, { type: "share-replay", shared: false }]], "led", shared);
			expect(mayReplay("observer", again)).toBe(false);
			expect({ ...again, replayShared: before.replayShared }).toEqual(before);
		}
	});

	test("[S4] pausing a paused session succeeds and appends nothing; so do resuming, going where one is, and a second tick", () => {
		expect(ask(in_.paused, { type: "pause" }, {})).toEqual({ events: [] });
		expect(ask(in_.running, { type: "resume" }, {})).toEqual({ events: [] });
		expect(ask(in_.running, { type: "go-to", segment: "intro" }, {})).toEqual({ events: [] });
		const ticked = apply(in_.running, { type: "ticked", by: "carl", promptId: "clarify.1", ticked: true }, 0);
		expect(ask(ticked, { type: "tick", promptId: "clarify.1", ticked: true }, {})).toEqual({ events: [] });
	});

	test("[S6] ticks are the interviewer's and the candidate's, of prompts that exist, and not of the lobby or the end", () => {
		const tick: Command = { type: "tick", promptId: "clarify.1", ticked: true };
		expect(ask(in_.running, tick, { actor: OBSERVER })).toMatchObject({ refused: "not-allowed" });
		expect(ask(in_.running, { ...tick, promptId: "clarify.99" }, {})).toMatchObject({ refused: "unknown-target" });
		expect(ask(in_.lobby, tick, { actor: CANDIDATE })).toMatchObject({ refused: "wrong-phase" });
		expect(ask(in_.ended, tick, {})).toMatchObject({ refused: "wrong-phase" });
		for (const phase of ["running", "paused", "debrief"] as const) {
			expect(ask(in_[phase], tick, { actor: CANDIDATE })).toMatchObject({ events: [{ by: "carl" }] });
		}
	});

	test("[S5] notes are written by interviewers in every phase and changed by their author only", () => {
		const note: Command = { type: "add-note", text: "asked for scale", kind: "strength" };
		for (const phase of PHASES) {
			expect(ask(in_[phase], note, {})).toMatchObject({ events: [{ type: "note-added", noteId: "command-1" }] });
			for (const actor of [CANDIDATE, OBSERVER]) {
				expect(ask(in_[phase], note, { actor })).toMatchObject({ refused: "not-allowed" });
			}
		}
		const noted = apply(
			in_.running,
			{ type: "note-added", by: "ines", noteId: "n1", text: "a", kind: "note" },
			5 * MINUTE,
		);
		const edit: Command = { type: "edit-note", noteId: "n1", text: "b", kind: "concern" };
		const other: Actor = { participantId: "ivan", role: "interviewer" };
		expect(ask(noted, edit, { actor: other })).toMatchObject({ refused: "not-allowed" });
		expect(ask(noted, { ...edit, noteId: "n2" }, {})).toMatchObject({ refused: "unknown-target" });
		const edited = apply(
			noted,
			{ type: "note-edited", by: "ines", noteId: "n1", text: "b", kind: "concern" },
			9 * MINUTE,
		);
		expect(edited.notes).toMatchObject([
			{ id: "n1", at: 5 * MINUTE, segment: "intro", by: "ines", kind: "concern", text: "b", editedAt: 9 * MINUTE },
		]);
	});
});

describe("clock", () => {
	test("[S3] visits of a segment add up and pauses count nowhere", () => {
		const state = play([
			[10, { type: "start" }],
			[12, { type: "go-to", segment: "clarify" }],
			[17, { type: "pause" }],
			[27, { type: "resume" }],
			[28, { type: "go-to", segment: "data" }],
			[30, { type: "go-to", segment: "clarify" }],
		]);
		const at = 33 * MINUTE;
		expect(activeMsOf(state, "intro", at)).toBe(2 * MINUTE);
		expect(activeMsOf(state, "clarify", at)).toBe((5 + 1 + 3) * MINUTE);
		expect(activeMsOf(state, "data", at)).toBe(2 * MINUTE);
		expect(totalActiveMs(state, at)).toBe(13 * MINUTE);
	});

	test("[S3] going elsewhere while paused starts no clock", () => {
		const state = play([
			[0, { type: "start" }],
			[1, { type: "pause" }],
			[2, { type: "go-to", segment: "model" }],
		]);
		expect(state).toMatchObject({ phase: "paused", segment: "model", runningSince: null });
		expect(totalActiveMs(state, 9 * MINUTE)).toBe(MINUTE);
	});

	test("[S3] the clock stands in debrief and runs on from where it stood when the end is taken back", () => {
		const state = play([
			[0, { type: "start" }],
			[3, { type: "end" }],
			[8, { type: "take-back" }],
		]);
		expect(state).toMatchObject({ phase: "running", debriefAt: null });
		expect(totalActiveMs(state, 10 * MINUTE)).toBe(5 * MINUTE);
	});

	test("[S7] a pause because nobody was here stops the clock where people were last seen", () => {
		const state = play([
			[0, { type: "start" }],
			[20, { type: "paused-nobody-here", since: 6 * MINUTE }],
		]);
		expect(state).toMatchObject({ phase: "paused", pausedSince: 6 * MINUTE, pauseReason: "nobody-here" });
		expect(totalActiveMs(state, 30 * MINUTE)).toBe(6 * MINUTE);
		const resumed = apply(state, { type: "resumed", by: "ines" }, 40 * MINUTE);
		expect(totalActiveMs(resumed, 41 * MINUTE)).toBe(7 * MINUTE);
		expect(resumed.pauseReason).toBeNull();
	});

	test("[S7] a pause as of before the present stretch takes no time away", () => {
		const state = play([
			[10, { type: "start" }],
			[20, { type: "paused-nobody-here", since: 4 * MINUTE }],
		]);
		expect(totalActiveMs(state, 30 * MINUTE)).toBe(0);
	});

	test("an added minute counts for its segment and for the whole", () => {
		const state = play([
			[0, { type: "start" }],
			[1, { type: "add-minute", segment: "clarify" }],
			[1, { type: "add-minute", segment: "clarify" }],
		]);
		expect(budgetMsOf(planOf(45), state, "clarify")).toBe(7 * MINUTE);
		expect(totalBudgetMs(planOf(45), state)).toBe(47 * MINUTE);
	});

	test("[S3] whatever happens, active time never exceeds the time since the start and never shrinks", () => {
		const step = fc.record({
			command: fc.oneof(
				fc.constantFrom<Command>(...LEADING),
				fc.constantFrom(...SEGMENT_IDS).map((segment): Command => ({ type: "go-to", segment })),
			),
			afterMs: fc.integer({ min: 0, max: 5 * MINUTE }),
		});
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				let state = INITIAL_STATE;
				let at = 0;
				let before = 0;
				for (const { command, afterMs } of steps) {
					at += afterMs;
					const outcome = decide(state, command, INTERVIEWER, contextAt(at));
					if ("events" in outcome) for (const event of outcome.events) state = apply(state, event, at);
					const total = totalActiveMs(state, at);
					expect(total).toBeGreaterThanOrEqual(before);
					expect(total).toBeLessThanOrEqual(state.startedAt === null ? 0 : at - state.startedAt);
					before = total;
				}
			}),
		);
	});
});

describe("people", () => {
	test("[S12] joining twice is being here once", () => {
		const state = play([
			[0, { type: "joined", by: "ines" }],
			[0, { type: "joined", by: "ines" }],
			[0, { type: "joined", by: "carl" }],
			[1, { type: "left", by: "ines" }],
		]);
		expect(state.here).toEqual(["carl"]);
	});
});
