// What is written into a review on its way to the server: gathered, sent, kept while the line is down, never lost by a refusal.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ReviewDrafts } from "#components/review/review-drafts.ts";
import type { CommandAnswer } from "#core/protocol.ts";
import type { ReviewWrite } from "#core/review.ts";

const OK: CommandAnswer = { ok: true };
const DOWN: CommandAnswer = { refused: "unavailable", message: "No connection." };
const PUBLISHED: CommandAnswer = { refused: "wrong-phase", message: "The report is published; what it shows stays." };

let sent: ReviewWrite[] = [];
let answers: (CommandAnswer | Promise<CommandAnswer>)[] = [];
let drafts = makeDrafts();

function makeDrafts(): ReviewDrafts {
	return new ReviewDrafts(async (write) => {
		sent.push(write);
		return answers.shift() ?? OK;
	});
}

beforeEach(() => {
	vi.useFakeTimers();
	sent = [];
	answers = [];
	drafts = makeDrafts();
});
afterEach(() => {
	drafts.stop();
	vi.useRealTimers();
});

const comment = (text: string): ReviewWrite => ({ type: "comment", dimension: "modelling", text });
const score = (value: 1 | 2 | 3 | 4): ReviewWrite => ({ type: "score", dimension: "modelling", score: value });
const settle = () => vi.advanceTimersByTimeAsync(10_000);

test("what is typed goes out once, after a pause, as it stands then", async () => {
	drafts.write(comment("B"));
	drafts.write(comment("Ba"));
	expect(drafts.snapshot().state).toBe("saving");
	await vi.advanceTimersByTimeAsync(500);
	drafts.write(comment("Bas"));
	await vi.advanceTimersByTimeAsync(500);
	expect(sent).toEqual([]);
	await settle();
	expect(sent).toEqual([comment("Bas")]);
	expect(drafts.snapshot().state).toBe("saved");
});

test("arrows along the scale send the score they end on", async () => {
	for (const value of [1, 2, 3] as const) drafts.write(score(value));
	await settle();
	expect(sent).toEqual([score(3)]);
});

test("leaving a field sends at once and says whether the server has everything", async () => {
	drafts.write(comment("Baseline"));
	drafts.write(score(2));
	await expect(drafts.flush()).resolves.toBe(true);
	expect(sent).toEqual([comment("Baseline"), score(2)]);
});

test("a saved draft stands until a view shows it", async () => {
	drafts.write(comment("Baseline"));
	drafts.viewCame();
	expect(drafts.snapshot().writes).toEqual([comment("Baseline")]);
	await drafts.flush();
	expect(drafts.snapshot().writes).toEqual([comment("Baseline")]);
	drafts.viewCame();
	expect(drafts.snapshot().writes).toEqual([]);
	expect(drafts.snapshot().state).toBe("saved");
});

test("what was written while the line is down is kept, and sent in full when it is back", async () => {
	answers = [DOWN, DOWN];
	drafts.write(comment("Baseline"));
	drafts.write(score(2));
	await expect(drafts.flush()).resolves.toBe(false);
	expect(drafts.snapshot()).toMatchObject({ state: "kept", writes: [comment("Baseline"), score(2)], refusals: {} });
	drafts.lineCame();
	await vi.advanceTimersByTimeAsync(0);
	expect(sent.slice(2)).toEqual([comment("Baseline"), score(2)]);
	expect(drafts.snapshot().state).toBe("saved");
});

test("it is tried again by itself, too: a database that is away closes no line", async () => {
	answers = [DOWN, { refused: "too-many", message: "That was too fast." }];
	drafts.write(score(4));
	await settle();
	expect(sent).toEqual([score(4), score(4), score(4)]);
	expect(drafts.snapshot().state).toBe("saved");
});

test("a refused text stays with the reason, and goes again when it is changed", async () => {
	answers = [{ refused: "invalid", message: "The comment may have at most 1000 characters." }];
	drafts.write(comment("long"));
	await expect(drafts.flush()).resolves.toBe(false);
	drafts.viewCame();
	expect(drafts.snapshot()).toMatchObject({
		state: "refused",
		writes: [comment("long")],
		refusals: { "comment.modelling": "The comment may have at most 1000 characters." },
	});
	await settle();
	expect(sent).toHaveLength(1);
	drafts.write(comment("short"));
	await settle();
	expect(drafts.snapshot()).toMatchObject({ state: "saved", refusals: {} });
});

test("a refused choice stands again as it was, with the reason until the next one", async () => {
	answers = [PUBLISHED];
	drafts.write(score(4));
	await drafts.flush();
	expect(drafts.snapshot()).toMatchObject({
		state: "refused",
		writes: [],
		undone: "The report is published; what it shows stays.",
	});
	drafts.write(score(3));
	expect(drafts.snapshot().undone).toBeNull();
});

test("one place is sent one at a time: a slow first text never overtakes a second", async () => {
	let answerFirst: (answer: CommandAnswer) => void = () => {};
	answers = [new Promise((resolve) => (answerFirst = resolve))];
	drafts.write(comment("first"));
	const flushed = drafts.flush();
	drafts.write(comment("second"));
	await settle();
	expect(sent).toEqual([comment("first")]);
	answerFirst(OK);
	await flushed;
	expect(sent).toEqual([comment("first"), comment("second")]);
	expect(drafts.snapshot().state).toBe("saved");
});
