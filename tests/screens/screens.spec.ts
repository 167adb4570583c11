// The screens, by their groups: what must have happened for each to be seen, played by people in browsers as far as a person
// can bring it about, seeded where only time could.
import { readFile } from "node:fs/promises";
import { CLOSE } from "#core/protocol.ts";
import { BoardLine } from "#tests/e2e/board-line.ts";
import { CommandLine } from "#tests/e2e/command-line.ts";
import type { Made, Someone } from "#tests/e2e/people.ts";
import { ReplayPage } from "#tests/e2e/replay-page.ts";
import { expect, test } from "#tests/e2e/test.ts";
import { designs } from "./design-scene.ts";
import { playToTheEnd, writeReview, writeSelfReview } from "./report-play.ts";
import { openSheet, seeded, tab } from "./scene-parts.ts";
import { agreeing, publishing, scores } from "./score-scene.ts";
import { addBadObject } from "./seed.ts";
import { openStage, type Stage } from "./stage.ts";

const LONG_NAME = "Wilhelmina-Alexandrine Featherstonehaugh-Cholmondeley of Ely";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** of the sample: in data, a third over its budget */
const IN_DATA = 27 * MINUTE;
const SAMPLE_END = 53 * MINUTE;

type Scene = (stage: Stage) => Promise<void>;

const SCENES: Record<string, Scene> = {
	home,
	questions,
	join,
	lobby,
	room,
	faults,
	ended,
	replay,
	scores,
	publishing,
	agreeing,
	report,
	elsewhere,
	designs,
};
for (const [name, play] of Object.entries(SCENES)) {
	test(name, async ({ come, house }) => {
		test.setTimeout(600_000);
		const stage = await openStage((who) => come(who, { url: house.url, reducedMotion: "reduce" }), house);
		await play(stage);
	});
}

/** The list of questions closes when the window changes its size. */
async function openQuestions({ page }: Someone): Promise<void> {
	if ((await page.getByRole("listbox").count()) === 0) {
		await page.getByRole("combobox", { name: "Question" }).click();
	}
	await expect(page.getByRole("option").first()).toBeVisible();
}

async function home(stage: Stage): Promise<void> {
	const [stranger, priya, jonas] = [
		await stage.come("A stranger"),
		await stage.come("Priya Raman"),
		await stage.come("Jonas Weber"),
	];
	await stranger.page.goto("/");
	await expect(stranger.page.getByText("No sessions yet")).toBeVisible();
	await stage.shoot("home-empty", stranger, { whole: true });
	// Radix hides the page behind an open list from screen readers and keeps the focus in the list; axe sees only the first
	await stage.shoot("home-choosing-a-question", stranger, {
		sizes: ["wide", "phone"],
		excused: ["aria-hidden-focus"],
		settle: openQuestions,
	});

	await seeded(stage, priya, jonas, { until: SAMPLE_END, agoMs: 3 * DAY });
	await seeded(stage, priya, jonas, {
		until: 47 * MINUTE,
		agoMs: DAY,
		title: "Second round, calibration and delayed feedback in one very long title",
	});
	await seeded(stage, priya, jonas, { until: IN_DATA });
	const long = await stage.come(LONG_NAME);
	const { invites } = await priya.makeSession({ questionId: "video-recommendation" });
	await long.accept(invites.candidate);
	await priya.page.goto("/");
	await expect(priya.page.getByRole("table", { name: /My sessions/ })).toBeVisible();
	await stage.shoot("home-with-sessions", priya, { whole: true });
	await priya.page
		.getByRole("button", { name: /^Delete/ })
		.first()
		.click();
	await stage.shoot("home-deleting", priya, { sizes: ["wide", "phone"] });

	await priya.page.route("**/api/sessions*", (route) => route.abort());
	await priya.page.goto("/");
	await expect(priya.page.getByRole("button", { name: "Try again" })).toBeVisible();
	await stage.shoot("home-list-failed", priya, { sizes: ["wide", "phone"], whole: true });
}

const FAMILIES = ["ads", "recommendation", "search", "fraud-and-abuse", "vision", "language", "forecasting"];
const LONG_TITLE =
	"Find the tickets that cannot wait in a help desk of several languages, before anybody has read a single one";

/** The bank, thirty times, with other titles and families, and as it was afterwards. */
async function withLargeBank(stage: Stage, play: () => Promise<void>): Promise<void> {
	await stage.ask(
		`insert into question (id, pack, hash)
		select id || '-' || n, pack || jsonb_build_object(
			'title', case when n = 3 then $2 else (pack->>'title') || ', case ' || n end,
			'family', ($1::text[])[1 + n % 7],
			'difficulty', (array['easy', 'medium', 'hard'])[1 + n % 3],
			'levels', (array['["mid"]', '["mid","senior"]', '["senior","staff"]'])[1 + n % 3]::jsonb), hash
		from question, generate_series(1, 30) n`,
		[FAMILIES, LONG_TITLE],
	);
	try {
		await play();
	} finally {
		await stage.ask("delete from question where id ~ '-[0-9]+$'");
	}
}

async function questions(stage: Stage): Promise<void> {
	const [stranger, priya, jonas] = [
		await stage.come("A stranger"),
		await stage.come("Priya Raman"),
		await stage.come("Jonas Weber"),
	];
	await stranger.page.goto("/questions");
	await expect(stranger.page.getByRole("heading", { level: 1, name: "Questions" })).toBeVisible();
	await stage.shoot("questions-bank", stranger);
	await seeded(stage, priya, jonas, { until: SAMPLE_END, agoMs: DAY });
	await withLargeBank(stage, async () => {
		await priya.page.goto("/questions");
		await stage.shoot("questions-many", priya);
		await priya.page.goto("/questions?q=case&family=ads&family=vision&level=mid");
		await stage.shoot("questions-filtered", priya, { settle: openFilters });
		await priya.page.goto("/questions?q=nothing+is+called+like+this&difficulty=easy");
		await stage.shoot("questions-none-found", priya, { sizes: ["wide", "phone"] });
	});
	await priya.page.goto("/questions/ad-click-prediction?family=ads");
	await stage.shoot("question", priya);
	await addingQuestions(stage, priya);
	await priya.page.goto("/?question=nobody-knows-this");
	await stage.shoot("question-gone", priya, { sizes: ["wide", "phone"] });
}

async function addingQuestions(stage: Stage, priya: Someone): Promise<void> {
	const { page } = priya;
	await page.goto("/questions");
	await expect(async () => {
		await page.getByRole("button", { name: "Add a question of your own" }).click();
		await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1_000 });
	}).toPass();
	await stage.shoot("questions-adding", priya, { sizes: ["wide", "phone"] });
	const example = await readFile("public/question-example.yaml", "utf8");
	const broken = example
		.replace(/^title: .*$/m, "title:")
		.replace("kind: trainer", "kind: wizard")
		.replace("ms: 700", "ms: 701");
	await page.getByRole("textbox", { name: "Or paste it here" }).fill(broken);
	await page.getByRole("button", { name: "Add question" }).click();
	await expect(page.getByText(/things in this file are not right/)).toBeVisible();
	await stage.shoot("questions-adding-refused", priya);
	await page.getByRole("textbox", { name: "Or paste it here" }).fill(example);
	await page.getByRole("button", { name: "Add question" }).click();
	await page.waitForURL(/\/questions\/own-/);
	await stage.shoot("question-own", priya);
	await page.getByRole("button", { name: "Delete this question" }).click();
	await stage.shoot("question-own-deleting", priya, { sizes: ["wide", "phone"] });
}

/** On a phone they are folded. */
async function openFilters({ page }: Someone): Promise<void> {
	const folded = page.getByRole("button", { name: /^Filters/, expanded: false });
	if (await folded.isVisible()) await folded.click();
}

async function join(stage: Stage): Promise<void> {
	const [priya, jonas, late] = [
		await stage.come("Priya Raman"),
		await stage.come("Jonas Weber"),
		await stage.come(LONG_NAME),
	];
	const made = await priya.makeSession({ meetingUrl: "https://meet.example.org/boardwalk" });
	const visit = async (link: string | undefined, words: RegExp, screen: string, who = late) => {
		await who.page.goto(link ?? "");
		await expect(who.page.getByText(words).first()).toBeVisible();
		await stage.shoot(`join-${screen}`, who, { whole: true });
	};
	await visit(made.invites.candidate, /invites you/, "as-candidate");
	await late.page.getByRole("button", { name: /^Join as/ }).click();
	await stage.shoot("join-without-a-name", late, { sizes: ["wide", "phone"] });
	await visit(made.invites.observer, /invites you to watch/, "as-observer");
	await jonas.accept(made.invites.candidate);
	await visit(made.invites.candidate, /already has this place/, "seat-taken");
	await late.page.getByLabel("Your name").fill(LONG_NAME);
	await late.page.getByRole("checkbox", { name: /agree/ }).check();
	await late.page.getByRole("button", { name: /^Ask Priya/ }).click();
	await expect(late.page.getByText(/asked|waiting/i).first()).toBeVisible();
	await stage.shoot("join-asked", late, { sizes: ["wide", "phone"] });
	await visit(made.invites.candidate, /already|in this session/i, "already-in", jonas);
	await priya.call("POST", `/api/sessions/${made.id}/invites/observer/revoke`);
	await visit(made.invites.observer, /withdrawn/, "withdrawn");
	await visit("/join/nobody-knows-this-link", /We do not know this link/, "unknown");
}

async function lobby(stage: Stage): Promise<void> {
	const [priya, long] = [await stage.come("Priya Raman"), await stage.come(LONG_NAME)];
	const made = await priya.makeSession();
	await priya.enter(made.id);
	await stage.shoot("lobby-alone", priya);
	await priya.page.getByRole("banner").getByRole("button", { name: "More" }).click();
	await stage.shoot("lobby-menu", priya, { sizes: ["wide", "phone"], excused: ["aria-hidden-focus"] });
	await priya.page.getByRole("menuitem", { name: "Invite" }).click();
	await expect(priya.page.getByRole("textbox", { name: "Link for candidate" })).toHaveValue(/join/);
	await stage.shoot("lobby-invite", priya);
	await priya.page.keyboard.press("Escape");
	await long.accept(made.invites.candidate);
	await long.enter(made.id);
	await stage.shoot("lobby-of-the-candidate", long);
	await stage.shoot("lobby-both-here", priya);
	await menu(priya, /^People/);
	await stage.shoot("lobby-people", priya);
}

async function menu({ page }: Someone, name: RegExp): Promise<void> {
	await page.getByRole("banner").getByRole("button", { name: "More" }).click();
	await page.getByRole("menuitem", { name }).click();
}

async function room(stage: Stage): Promise<void> {
	const [priya, jonas, mei] = [
		await stage.come("Priya Raman"),
		await stage.come("Jonas Weber"),
		await stage.come("Mei Lin"),
	];
	const made = await seeded(stage, priya, jonas, { until: IN_DATA });
	await mei.accept(made.invites.observer);
	for (const person of [priya, jonas, mei]) await person.enter(made.id);
	await stage.shoot("room-interviewer", priya, { settle: openSheet });
	await stage.shoot("room-interviewer-brief", priya, { settle: tab(/^Brief/) });
	await stage.shoot("room-interviewer-notes", priya, { settle: tab(/^Notes/) });
	await stage.shoot("room-candidate", jonas, { settle: openSheet });
	await stage.shoot("room-observer", mei, { settle: openSheet });
	await jonas.page.keyboard.press("\\");
	await stage.shoot("room-panel-folded", jonas);
	await jonas.page.keyboard.press("\\");
	await menu(priya, /^Pictures|^Take/);
	await stage.shoot("room-pictures", priya);
	await priya.page.keyboard.press("Escape");
	await priya.page.keyboard.press("?");
	await stage.shoot("room-keys", priya, { sizes: ["wide", "tablet"] });
	await priya.page.keyboard.press("Escape");
	await priya.page.getByRole("button", { name: "End", exact: true }).click();
	await stage.shoot("room-ending", priya);
	await priya.page.getByRole("button", { name: "Keep going" }).click();
	await priya.page.getByRole("button", { name: "Pause the session" }).click();
	await stage.shoot("room-paused-interviewer", priya, { settle: openSheet });
	await stage.shoot("room-paused-candidate", jonas, { settle: openSheet });
}

async function faults(stage: Stage): Promise<void> {
	const [priya, jonas] = [await stage.come("Priya Raman"), await stage.come("Jonas Weber")];
	const made = await seeded(stage, priya, jonas, { until: IN_DATA });
	await addBadObject(stage.ask, made.id);
	await priya.enter(made.id);
	await jonas.enter(made.id);
	await expect(priya.page.getByText(/could not be shown/).first()).toBeVisible();
	await stage.shoot("fault-object-not-shown", priya, { sizes: ["wide", "phone"], settle: openSheet });
	await jonas.context.setOffline(true);
	await expect(jonas.saveState).toContainText(/Offline/, { timeout: 60_000 });
	await stage.shoot("fault-offline", jonas);
	await jonas.context.setOffline(false);
	await expect(jonas.saveState).toHaveText("Saved", { timeout: 60_000 });
	await refusals(stage, made, jonas);
	await priya.call("DELETE", `/api/sessions/${made.id}`);
	await expect(jonas.page.getByRole("heading", { name: "This session was deleted" })).toBeVisible();
	await stage.shoot("fault-session-deleted", jonas);
}

/** The board's line is sent away with each kind of code. */
async function refusals(stage: Stage, { id }: Made, jonas: Someone): Promise<void> {
	const line = await BoardLine.of(jonas);
	// a page that was open before keeps its line
	await jonas.enter(id);
	await line.shut("later");
	await expect(jonas.page.getByText(CLOSE.later.words)).toBeVisible();
	await stage.shoot("fault-server-busy", jonas, { sizes: ["wide", "phone"] });
	for (const reason of ["boardFull", "ended"] as const) {
		line.open();
		await jonas.enter(id);
		await line.shut();
		await expect(jonas.saveState).toContainText(/Offline/);
		await jonas.hand.stroke([
			{ x: 120, y: 300 },
			{ x: 400, y: 350 },
		]);
		await line.shut(reason);
		await expect(jonas.page.getByText(CLOSE[reason].words)).toBeVisible();
		line.open();
		await expect(jonas.saveState).toHaveText(reason === "ended" ? "Saved" : "Board full");
		await stage.shoot(`fault-${reason === "ended" ? "too-late" : "board-full"}`, jonas);
	}
	await jonas.page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
	await jonas.enter(id);
	await line.shut();
	await expect(jonas.page.getByText(/keeps nothing over a reload/)).toBeVisible();
	await stage.shoot("fault-not-kept", jonas);
	await line.shut("notAllowed");
	await expect(jonas.page.getByText(CLOSE.notAllowed.words)).toBeVisible();
	await stage.shoot("fault-sent-away", jonas, { sizes: ["wide", "phone"] });
}

async function ended(stage: Stage): Promise<void> {
	const [priya, jonas, mei] = [
		await stage.come("Priya Raman"),
		await stage.come("Jonas Weber"),
		await stage.come("Mei Lin"),
	];
	const made = await seeded(stage, priya, jonas, { until: 49.9 * MINUTE });
	await mei.accept(made.invites.observer);
	for (const person of [priya, jonas, mei]) await person.enter(made.id);
	await stage.shoot("debrief-interviewer", priya, { settle: openSheet });
	await stage.shoot("debrief-candidate", jonas, { settle: openSheet });
	await priya.close();
	for (const [person, who] of [
		[priya, "interviewer"],
		[jonas, "candidate"],
		[mei, "observer"],
	] as const) {
		await expect(person.page.getByText(/^This interview ended at/)).toBeVisible();
		await stage.shoot(`ended-${who}`, person, { settle: openSheet });
	}
}

async function replay(stage: Stage): Promise<void> {
	const [visitor, priya, jonas, mei] = [
		await stage.come("A visitor"),
		await stage.come("Priya Raman"),
		await stage.come("Jonas Weber"),
		await stage.come("Mei Lin"),
	];
	const made = await seeded(stage, priya, jonas, { until: SAMPLE_END, agoMs: DAY, observer: mei });
	const page = new ReplayPage(priya);
	await page.open(made.id, "?t=1902");
	await expect.poll(() => page.frame()).toBeGreaterThan(0);
	await stage.shoot("replay-interviewer", priya);
	await priya.page.keyboard.press("?");
	await stage.shoot("replay-keys", priya, { sizes: ["wide", "phone"] });
	await priya.page.keyboard.press("Escape");
	await page.press("End");
	await stage.shoot("replay-end", priya);
	await page.press("Home");
	await stage.shoot("replay-begin", priya, { sizes: ["wide", "phone"] });
	const own = new ReplayPage(jonas);
	await own.open(made.id, "?t=1500");
	await stage.shoot("replay-candidate", jonas);
	await mei.page.goto(`/sessions/${made.id}/replay`);
	await expect(mei.page.getByText(/not open to observers/)).toBeVisible();
	await stage.shoot("replay-not-shared", mei);
	await visitor.page.goto("/sessions/nobody-knows-this/replay");
	await expect(visitor.page.getByRole("heading", { level: 1 })).toBeVisible();
	await stage.shoot("replay-unknown", visitor, { sizes: ["wide", "phone"] });
	let go = () => {};
	const held = new Promise<void>((done) => {
		go = done;
	});
	await visitor.page.route("**/recording*", async (route) => {
		await held;
		await route.abort();
	});
	await visitor.page.goto("/sessions/sample-ad-click-prediction/replay");
	await expect(visitor.page.getByText(/Laying out|Loading|Fetching/).first()).toBeVisible();
	await stage.shoot("replay-loading", visitor);
	go();
	await expect(visitor.page.getByRole("button", { name: "Try again" })).toBeVisible();
	await stage.shoot("replay-failed", visitor);

	const running = await seeded(stage, priya, jonas, { until: IN_DATA });
	await jonas.enter(running.id);
	await new ReplayPage(priya).open(running.id);
	await stage.shoot("replay-live", priya);
}

async function report(stage: Stage): Promise<void> {
	const [priya, jonas, mei] = [
		await stage.come("Priya Raman"),
		await stage.come("Jonas Weber"),
		await stage.come("Mei Lin"),
	];
	const made = await seeded(stage, priya, jonas, { until: 47 * MINUTE, observer: mei });
	const path = `/sessions/${made.id}/report`;
	const [leads, follows] = [await CommandLine.of(priya, made.id), await CommandLine.of(jonas, made.id)];
	await priya.page.goto(path);
	await expect(priya.page.getByRole("heading", { name: "The interview is not over yet" })).toBeVisible();
	await stage.shoot("report-not-over", priya, { sizes: ["wide", "phone"] });
	await playToTheEnd(leads, follows);
	await writeReview(leads);
	await priya.page.goto(path);
	await drawn(priya);
	await stage.shoot("report-draft", priya, { whole: true, settle: drawn });
	await jonas.page.goto(path);
	await expect(jonas.page.getByText(/not published yet/)).toBeVisible();
	await stage.shoot("report-waiting", jonas, { whole: true });
	await leads.do({ type: "publish" });
	await expect(jonas.page.getByText(/has published the report/)).toBeVisible();
	await stage.shoot("report-score-yourself", jonas, { sizes: ["wide", "phone"], whole: true });
	await writeSelfReview(follows);
	await drawn(jonas);
	await stage.shoot("report-published", jonas, { whole: true, settle: drawn });
	await jonas.page.getByRole("button", { name: "Download" }).click();
	await stage.shoot("report-downloads", jonas, { sizes: ["wide", "phone"], excused: ["aria-hidden-focus"] });
	await mei.page.goto(path);
	await expect(mei.page.getByRole("heading", { name: "This report is not for observers" })).toBeVisible();
	await stage.shoot("report-observer", mei, { sizes: ["wide", "phone"] });
	leads.close();
	follows.close();
}

/** The charts and the picture of the board come after the page. */
async function drawn({ page }: Someone): Promise<void> {
	await expect(page.locator(".radar svg").first()).toBeVisible();
	await expect(page.getByRole("img", { name: "The board at the end of the interview" })).toBeVisible({
		timeout: 60_000,
	});
	// in the other theme another one is made
	await expect(page.locator(".offstage")).toHaveCount(0, { timeout: 60_000 });
}

async function elsewhere(stage: Stage): Promise<void> {
	const stranger = await stage.come("A stranger");
	await stranger.page.goto("/there-is-no-such-page");
	await stage.shoot("not-found", stranger);
	await stranger.page.goto("/sessions/nobody-knows-this");
	await expect(stranger.page.getByRole("heading", { level: 1 })).toBeVisible();
	await stage.shoot("room-unknown", stranger);
	await stranger.page.route("**/socket.io/**", (route) => route.abort());
	await stranger.page.routeWebSocket(/socket\.io/, (socket) => socket.close());
	await stranger.page.goto("/sessions/sample-of-nothing");
	await stage.shoot("room-connecting", stranger, { sizes: ["wide", "phone"] });
}
