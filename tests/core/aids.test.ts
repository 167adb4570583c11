// What is given and said while an interview runs: values in, values out.
import { describe, expect, test } from "vitest";
import { MAX_CHAT_CHARS, MAX_CHAT_MESSAGES, MAX_CHAT_TOTAL_CHARS } from "#core/limits.ts";
import { type Command, commandSchema } from "#core/session.ts";
import { BRIEF } from "../helpers/question.ts";
import { CARL, INES, Interview, inDebrief, MINUTE, OLGA, running } from "./interview.ts";

const HINT: Command = { type: "show-hint", step: "data", level: 2 };
const GIVEN: Command[] = [HINT, { type: "answer-clarification", no: 1 }, { type: "play-twist", no: 2 }];

describe("what an interviewer gives", () => {
	test("[H1] an answer, a hint and a twist carry the words of the brief, their time and who gave them", () => {
		const interview = running();
		for (const command of GIVEN) interview.do(command);
		const by = { at: 3 * MINUTE, by: "ines" };
		const [first] = BRIEF.clarifications;
		expect(interview.state.hints).toEqual([{ ...by, step: "data", level: 2, text: BRIEF.steps.data.hints[1]?.text }]);
		expect(interview.state.clarified).toEqual([{ ...by, no: 1, q: first?.q, a: first?.a }]);
		expect(interview.state.twists).toEqual([{ ...by, no: 2, text: BRIEF.twists[1]?.text }]);
	});

	test("[H1] is given once: a second click changes nothing", () => {
		const interview = running();
		for (const command of [...GIVEN, ...GIVEN]) interview.do(command);
		const { hints, clarified, twists } = interview.state;
		expect([hints.length, clarified.length, twists.length]).toEqual([1, 1, 1]);
	});

	test("[H2] is refused before the start and after the end, and to everybody but interviewers", () => {
		for (const command of GIVEN) {
			expect(new Interview().ask(command)).toBe("wrong-phase");
			expect(inDebrief().ask(command)).toBe("wrong-phase");
			expect(inDebrief().do({ type: "close" }).ask(command)).toBe("wrong-phase");
			for (const actor of [CARL, OLGA]) expect(running().ask(command, actor)).toBe("not-allowed");
		}
	});

	test("[H2] what the brief does not have is refused", () => {
		expect(running().ask({ type: "answer-clarification", no: 99 })).toBe("unknown-target");
		expect(running().ask({ type: "play-twist", no: 99 })).toBe("unknown-target");
		for (const no of [0, -1, 1.5, 1e9]) {
			expect(commandSchema.safeParse({ type: "play-twist", no }).success).toBe(false);
		}
		expect(commandSchema.safeParse({ type: "show-hint", step: "intro", level: 1 }).success).toBe(false);
	});
});

describe("chat and hands", () => {
	test("[H3] interviewers and candidates write until the end; observers read", () => {
		const interview = new Interview().do({ type: "say", text: "Hello" }).after(1).do({ type: "say", text: "Hi" }, CARL);
		expect(interview.state.chat).toEqual([
			{ id: "c1", at: 0, by: "ines", text: "Hello" },
			{ id: "c2", at: MINUTE, by: "carl", text: "Hi" },
		]);
		expect(interview.ask({ type: "say", text: "I watch" }, OLGA)).toBe("not-allowed");
		expect(
			inDebrief().do({ type: "say", text: "Well done" }).do({ type: "close" }).ask({ type: "say", text: "x" }),
		).toBe("wrong-phase");
	});

	test("[H3] what is written is text: controls and bidirectional signs are taken out, its length is bounded", () => {
		const read = commandSchema.parse({ type: "say", text: " <b>a\u202e\u0000b</b>\r\n" });
		expect(read).toEqual({ type: "say", text: "<b>ab</b>" });
		expect(commandSchema.safeParse({ type: "say", text: "x".repeat(MAX_CHAT_CHARS + 1) }).success).toBe(false);
		expect(commandSchema.safeParse({ type: "say", text: "\u200b \u202e" }).success).toBe(false);
	});

	test("[H3] a chat that is full says so", () => {
		const interview = running();
		for (let i = 0; i < MAX_CHAT_MESSAGES; i++) interview.do({ type: "say", text: "x" });
		expect(interview.ask({ type: "say", text: "one more" })).toBe("too-many");
	});

	test("[H3] a chat of long messages is full before it would weigh on everybody's line", () => {
		const interview = running();
		const text = "x".repeat(MAX_CHAT_CHARS);
		for (let i = 0; i < MAX_CHAT_TOTAL_CHARS / MAX_CHAT_CHARS; i++) interview.do({ type: "say", text });
		expect(interview.ask({ type: "say", text: "one more" }, CARL)).toBe("too-many");
	});

	test("[H4] a hand is one's own to raise; interviewers lower others', and the end lowers all", () => {
		const raise = (participantId: string, raised: boolean): Command => ({ type: "raise-hand", participantId, raised });
		const interview = running().do(raise("carl", true), CARL);
		expect(interview.state.hands).toEqual(["carl"]);
		expect(interview.ask(raise("carl", true), OLGA)).toBe("not-allowed");
		expect(interview.ask(raise("ines", true), CARL)).toBe("not-allowed");
		expect(interview.do(raise("ines", true)).ask(raise("ines", false), CARL)).toBe("not-allowed");
		expect(interview.do(raise("carl", false)).state.hands).toEqual(["ines"]);
		expect(interview.do({ type: "end" }).do({ type: "close" }).state.hands).toEqual([]);
		expect(interview.ask(raise("carl", true), CARL)).toBe("wrong-phase");
	});
});

describe("guidance", () => {
	test("[H5] in solo practice a step's guidance comes on request, once, and never before the start", () => {
		const ask: Command = { type: "ask-guidance", step: "data" };
		const interview = running("solo").do(ask, CARL).do(ask, CARL);
		const { look_for, hints, pitfalls } = BRIEF.steps.data;
		expect(interview.state.guidance).toEqual([
			{ at: 3 * MINUTE, by: "carl", step: "data", lookFor: look_for, hints: hints.map(({ text }) => text), pitfalls },
		]);
		expect(new Interview("solo").ask(ask, CARL)).toBe("wrong-phase");
		for (const actor of [INES, CARL, OLGA]) expect(running().ask(ask, actor)).toBe("not-allowed");
	});
});
