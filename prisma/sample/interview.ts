// What happens in the sample interview: who does what, when. A senior candidate designs the click predictor for ads, in
// seven steps, with one pause, one step taken up again and two over their time. Times are replay times, minutes and
// seconds since the start; places are in page units. All words on the board are field terms of the question's pack.
import { Hand } from "./hand.ts";
import type { Player, Studio } from "./studio.ts";

export const PRIYA: Player = { participantId: "sample-priya-raman", role: "interviewer", name: "Priya Raman" };
export const JONAS: Player = { participantId: "sample-jonas-weber", role: "candidate", name: "Jonas Weber" };

/** Two came early: the clock starts three minutes after the session was made. */
const START_MS = 190_000;

function at(time: string): number {
	const [minutes = 0, seconds = 0] = time.split(":").map(Number);
	return START_MS + (minutes * 60 + seconds) * 1000;
}

const BLUE = { colour: "blue", fill: "solid" } as const;
const SKY = { colour: "light-blue", fill: "solid" } as const;
const GREEN = { colour: "green", fill: "solid" } as const;
const ORANGE = { colour: "orange", fill: "solid" } as const;
const VIOLET = { colour: "violet", fill: "solid" } as const;
const YELLOW = { colour: "yellow", fill: "solid" } as const;
const GREY = { colour: "grey", fill: "solid" } as const;
const TABLE = { dash: "solid" } as const;

/** Clock, steps, ticks and notes. */
function lead(studio: Studio): void {
	studio.event(4_000, { type: "joined", by: PRIYA.participantId });
	studio.event(92_000, { type: "joined", by: JONAS.participantId });
	studio.command(START_MS, PRIYA, { type: "start" });
	const goTo = [
		["1:50", "clarify"],
		["8:10", "frame"],
		["12:20", "data"],
		["25:10", "model"],
		["34:40", "data"],
		["35:30", "evaluate"],
		["39:20", "serve"],
		["43:30", "monitor"],
		["45:20", "wrap"],
	] as const;
	for (const [time, segment] of goTo) studio.command(at(time), PRIYA, { type: "go-to", segment });
	studio.command(at("20:10"), PRIYA, { type: "add-minute", segment: "data" });
	studio.command(at("29:32"), PRIYA, { type: "pause" });
	studio.command(at("30:28"), PRIYA, { type: "resume" });
	studio.command(at("46:30"), PRIYA, { type: "end" });
	studio.command(at("49:05"), PRIYA, { type: "close" });

	const ticks = [
		["2:40", "clarify.1"],
		["3:55", "clarify.2"],
		["4:40", "clarify.3"],
		["6:05", "clarify.4"],
		["6:50", "clarify.5"],
		["9:15", "frame.1"],
		["9:50", "frame.2"],
		["10:40", "frame.3"],
		["11:05", "frame.4"],
		["11:50", "frame.6"],
		["14:40", "data.1"],
		["17:30", "data.3"],
		["18:40", "data.2"],
		["22:30", "data.4"],
		["23:40", "data.5"],
		["26:20", "model.1"],
		["28:40", "model.2"],
		["31:40", "model.4"],
		["33:10", "model.7"],
		["35:10", "data.6"],
		["36:50", "evaluate.1"],
		["37:40", "evaluate.4"],
		["38:50", "evaluate.5"],
		["41:00", "serve.2"],
		["42:10", "serve.3"],
		["42:50", "serve.6"],
		["44:20", "monitor.1"],
		["44:50", "monitor.4"],
	] as const;
	ticks.forEach(([time, promptId], index) => {
		studio.command(at(time), index % 5 === 4 ? PRIYA : JONAS, { type: "tick", promptId, ticked: true });
	});

	const notes = [
		["3:20", "strength", "Asks first how the score is used and learns that it enters an auction."],
		["7:30", "note", "Numbers box complete. Late on the clock: pure questions until minute 8."],
		["11:25", "strength", "Drops the ranking loss by himself: price uses the level, so it has to be calibrated."],
		["17:05", "question", "What do we train on in the ten minutes before most clicks arrive?"],
		["18:50", "strength", "Late click emitted again as positive; names the cost of the wait window."],
		["24:30", "concern", "Twelve minutes on data. Good content, no sense of the clock."],
		["28:10", "strength", "Baseline first: smoothed click rate, then logistic regression with hashed crosses."],
		["32:20", "note", "Twist: the heavy model takes 35 ms. Distils it for the light stage and cuts the width."],
		["38:20", "concern", "Interference through shared budgets only when probed."],
		["44:40", "strength", "Predicted over actual by segment, with a band and an automatic roll back."],
	] as const;
	for (const [time, kind, text] of notes) studio.command(at(time), PRIYA, { type: "add-note", kind, text });
}

function candidate(jonas: Hand): void {
	// clarify: goal strip and numbers, as the answers come
	jonas.from(at("0:30")).showAround([520, 300], 18);
	jonas.from(at("2:10")).box("goal", [0, 0, 290, 60], "Goal: long-run ad revenue", BLUE);
	jonas.from(at("3:30")).box("metric", [350, 0, 390, 60], "Metric: revenue per 1,000 requests", BLUE);
	jonas.rest(1).arrow("goal", "metric", "blue");
	jonas.from(at("4:20")).box("guardrail", [800, 0, 310, 60], "Guardrail: hides, reports", BLUE);
	jonas.rest(1).arrow("metric", "guardrail", "blue");
	const numbers = ["Numbers\n200 M daily users × 25", "\n= 5 B ad requests / day", "\nQPS 58 k avg, 145 k peak"];
	jonas.from(at("4:52")).box("numbers", [0, 110, 290, 236], numbers[0] ?? "", { align: "start", heading: true });
	let said = numbers[0] ?? "";
	const more: (readonly [string, string])[] = [
		["5:18", numbers[1] ?? ""],
		["5:32", numbers[2] ?? ""],
		["5:58", "\n1 M ads, ~2,000 eligible"],
		["6:20", "\nbase CTR 1 % (0.2–4 %)"],
		["6:42", "\np99 100 ms, 20 ms to score"],
		["7:20", "\nclicks: 90 % in 10 min"],
	];
	for (const [time, line] of more) {
		jonas.from(at(time)).write("numbers", line, true, said);
		said += line;
	}

	// frame
	jonas.from(at("8:20")).box("input", [350, 120, 150, 90], "user, ad,\ncontext");
	jonas.rest(1.5).box("model", [550, 120, 130, 90], "ranking\nmodel", ORANGE);
	jonas.rest(1).arrow("input", "model");
	jonas.from(at("9:08")).text("row", [350, 232], "one row = one viewable impression");
	jonas.from(at("9:36")).showAround([620, 165], 12);
	jonas.from(at("10:02")).erase("model").rest(1.2).box("click", [550, 120, 130, 90], "click\nmodel", ORANGE);
	jonas.arrow("input", "click");
	jonas.from(at("10:26")).box("pclick", [730, 120, 150, 90], "P(click),\ncalibrated", GREEN);
	jonas.arrow("click", "pclick");
	jonas.from(at("10:52")).box("auction", [930, 120, 180, 90], "auction:\nbid × P(click)", VIOLET);
	jonas.arrow("pclick", "auction");
	jonas.from(at("11:14")).text("order", [350, 268], "order alone is not enough: price uses the level");
	jonas.rest(1).stroke(underline(350, 760, 302), "red", 1100);

	// data
	jonas.from(at("12:30")).box("client", [0, 420, 120, 90], "Feed\nclient", GREY);
	jonas.rest(1).box("stream", [170, 420, 180, 90], "impressions,\nclicks, hides", SKY);
	jonas.arrow("client", "stream", "blue");
	jonas.from(at("13:20")).box("lake", [0, 560, 130, 70], "data lake", BLUE);
	jonas.arrow("stream", "lake", "blue", { bend: -14 });
	jonas.from(at("14:10")).box("joiner", [400, 420, 180, 90], "online joiner\nwait 10 min", GREEN);
	jonas.arrow("stream", "joiner", "blue");
	jonas.from(at("15:20")).text("label", [640, 545], "label: click within 24 h of the view", { heading: true });
	jonas.rest(2).text("late", [640, 575], "no click in 10 min: emit a negative,\nlate click: emit again as positive");
	jonas.from(at("16:48")).showAround([730, 590], 14);
	jonas.from(at("17:15")).box("sampling", [630, 420, 220, 90], "sample negatives\nkeep w = 0.1", GREEN);
	jonas.arrow("joiner", "sampling", "blue");
	jonas.from(at("18:00")).box("training", [900, 420, 150, 90], "training\nstream", YELLOW);
	jonas.arrow("sampling", "training", "blue");
	jonas.from(at("19:05")).text("formula", [640, 632], "q = p / (p + (1 − p) / w)", { colour: "red", size: "m" });
	jonas.from(at("19:50")).box("counters", [210, 560, 190, 90], "rolling counters\n1 h / 1 d / 7 d", SKY);
	jonas.arrow("stream", "counters", "blue");
	jonas.rest(2).move(["counters"], [-40, 0]);
	jonas.from(at("20:40")).box("features", [420, 560, 190, 90], "online features\n< 5 min", GREEN);
	jonas.arrow("counters", "features", "blue");
	jonas.from(at("21:20")).box("table", [0, 720, 590, 206], "", TABLE);
	jonas
		.rule("table-head", [0, 764], [590, 0])
		.rule("table-1", [330, 720], [0, 206])
		.rule("table-2", [450, 720], [0, 206]);
	jonas
		.text("h-feature", [16, 729], "feature", { heading: true })
		.text("h-fresh", [346, 729], "fresh", { heading: true });
	jonas.text("h-encoding", [466, 729], "encoding", { heading: true });
	const rows = [
		["user: age band, country, device", "daily", "embedding"],
		["user × category: clicks, hides", "< 5 min", "log count"],
		["ad, campaign, advertiser id", "on create", "hashed emb."],
		["ad: smoothed CTR by placement", "< 5 min", "bucket"],
		["pair: times seen, time since", "< 1 min", "log count"],
	];
	const columns = [
		["c-feature", 16],
		["c-fresh", 346],
		["c-encoding", 466],
	] as const;
	const written = ["", "", ""];
	rows.forEach((row, index) => {
		columns.forEach(([name, x], column) => {
			const words = `${index === 0 ? "" : "\n"}${row[column]}`;
			if (index === 0) jonas.text(name, [x, 776], words);
			else jonas.glide([x + 60, 786 + index * 24], 350).write(name, words, false, written[column]);
			written[column] += words;
		});
		jonas.rest(1.2);
	});

	// model
	jonas.from(at("25:30")).box("baseline", [650, 720, 170, 90], "smoothed CTR\nbaseline", { colour: "orange" });
	jonas.from(at("26:40")).box("lr", [880, 720, 170, 90], "LR + hashed\ncrosses", { colour: "orange" });
	jonas.arrow("baseline", "lr", "orange");
	jonas.from(at("27:50")).showAround([965, 765], 12);
	jonas.recolour("lr", "orange");
	jonas.from(at("28:45")).box("deep", [870, 850, 190, 90], "cross network\n+ deep, 200 ads", ORANGE);
	jonas.arrow("lr", "deep", "orange");
	jonas.from(at("31:00")).box("calibration", [650, 850, 170, 90], "calibration\nlayer", GREEN);
	jonas.arrow("deep", "calibration", "orange");
	jonas.from(at("32:40")).text("distil", [1086, 908], "distil, width 512 → 256", { colour: "green" });
	jonas
		.from(at("33:20"))
		.stroke(line([1190, 700], [1190, 580]), "grey", 500)
		.stroke(line([1190, 700], [1310, 700]), "grey", 500);
	jonas.stroke(line([1190, 700], [1304, 586]), "grey", 600).stroke(curve(1190, 700), "blue", 900);
	jonas.text("curve", [1190, 712], "predicted vs. clicked");

	// back to data: the join that was missing
	jonas.from(at("34:48")).text("logged", [400, 672], "log features at serving time", { colour: "blue" });

	// evaluate
	jonas.from(at("35:40")).box("metrics", [1190, 0, 560, 140], "", TABLE);
	jonas.rule("metrics-head", [1190, 44], [560, 0]);
	jonas.rule("metrics-1", [1390, 0], [0, 140]).rule("metrics-2", [1580, 0], [0, 140]);
	jonas
		.text("h-offline", [1206, 9], "offline", { heading: true })
		.text("h-online", [1406, 9], "online", { heading: true });
	jonas.text("h-guard", [1596, 9], "guardrails", { heading: true });
	jonas.text("m-offline", [1206, 56], "norm. entropy\npredicted / actual\nAUC in a request");
	jonas.from(at("37:10")).text("m-online", [1406, 56], "revenue / 1,000\nadvertiser value\nclick rate");
	jonas.text("m-guard", [1596, 56], "hides, reports\np99, timeouts\nnew-ad share");
	jonas
		.from(at("38:25"))
		.text("test", [1190, 160], "split by budget, 16 M impressions an arm, two weeks", { colour: "red" });

	// serve
	const hops = [
		["request", 0, 150, "ad request\n10 ms", SKY],
		["targeting", 200, 150, "targeting\n15 ms", BLUE],
		["light", 400, 210, "light rank 2,000\n10 ms", ORANGE],
		["hydrate", 660, 170, "features 200\n15 ms", GREEN],
		["heavy", 880, 200, "click model 200\n20 ms", ORANGE],
		["price", 1130, 150, "auction\n5 ms", VIOLET],
	] as const;
	const times = ["39:30", "39:52", "40:14", "40:40", "41:04", "41:30"];
	hops.forEach(([name, x, w, words, look], index) => {
		jonas.from(at(times[index] ?? "")).box(name, [x, 1010, w, 90], words, look);
		const before = hops[index - 1];
		if (before) jonas.arrow(before[0], name);
	});
	jonas.from(at("42:00")).text("sum", [0, 1125], "+ network 10, slack 15 = 100 ms at p99", { heading: true });
	jonas
		.from(at("42:26"))
		.box("fallback", [1100, 1150, 210, 90], "deadline missed:\nsmoothed CTR", { colour: "grey", dash: "dashed" });
	jonas.arrow("heavy", "fallback", "grey", { dash: "dashed" }).arrow("fallback", "price", "grey", { dash: "dashed" });

	// monitor
	const watch = "Monitor\npredicted / actual by segment, 1 h\noutside 0.9–1.1: roll back, page on-call";
	jonas.from(at("43:38")).box("monitor", [1190, 240, 430, 110], watch, { ...VIOLET, align: "start", heading: true });
	jonas.from(at("44:22")).box("push", [1190, 400, 210, 90], "push each 30 min\n1 % canary", YELLOW);
	jonas.arrow("monitor", "push", "violet");
	jonas.from(at("44:52")).box("explore", [1450, 400, 200, 90], "2 % exploration\nfor new ads", GREEN);
	jonas.arrow("push", "explore", "violet");

	// wrap-up: walks through it once more
	jonas.from(at("45:24")).showAround([400, 60], 6).showAround([700, 470], 8).showAround([960, 1055], 10);
}

function interviewer(priya: Hand): void {
	priya.from(at("0:08")).showAround([420, 220], 14);
	priya.from(at("2:46")).showAround([180, 40], 9);
	priya.from(at("5:40")).showAround([150, 260], 12);
	priya.from(at("7:38")).box("scope", [900, 232, 210, 110], "out of scope:\nconversions, fraud,\npacing", YELLOW);
	priya.from(at("9:28")).showAround([640, 150], 16);
	priya.from(at("11:36")).showAround([1010, 180], 8);
	priya.from(at("14:50")).showAround([480, 470], 12);
	priya.from(at("16:40")).showAround([700, 580], 20);
	priya.from(at("20:20")).showAround([300, 610], 10);
	priya.from(at("24:10")).stroke(ring(398, 812, 52, 15), "red", 1100);
	priya.from(at("27:30")).showAround([960, 770], 14);
	priya.from(at("31:30")).text("limit", [1086, 856], "35 ms,\nmust be 20", { colour: "red" });
	priya.from(at("34:20")).showAround([700, 470], 12);
	priya.from(at("36:30")).showAround([1280, 90], 12);
	priya.from(at("38:00")).showAround([1480, 90], 14);
	priya.from(at("41:40")).stroke(ring(980, 1056, 112, 58), "red", 1300);
	priya.from(at("44:00")).showAround([1380, 320], 12);
	priya.from(at("45:40")).showAround([860, 520], 14);
	priya.from(at("47:00")).showAround([300, 820], 20);
}

// ── freehand paths ──────────────────────────────────────────────────────────────────────────────────────────────
type Path = (readonly [number, number])[];

function line(from: readonly [number, number], to: readonly [number, number]): Path {
	return Array.from({ length: 14 }, (_, i) => [
		from[0] + ((to[0] - from[0]) * i) / 13,
		from[1] + ((to[1] - from[1]) * i) / 13,
	]);
}

function underline(fromX: number, toX: number, y: number): Path {
	return Array.from({ length: 30 }, (_, i) => [fromX + ((toX - fromX) * i) / 29, y + Math.sin(i / 4) * 3 + i / 12]);
}

function ring(x: number, y: number, rx: number, ry: number): Path {
	return Array.from({ length: 40 }, (_, i) => {
		const turn = -2.2 + (i / 39) * Math.PI * 2.12;
		const grow = 1 + i / 500;
		return [x + Math.cos(turn) * rx * grow, y + Math.sin(turn) * ry * grow];
	});
}

/** A calibration curve that sags below its diagonal. */
function curve(x: number, y: number): Path {
	return Array.from({ length: 24 }, (_, i) => {
		const share = i / 23;
		return [x + share * 112, y - 108 * share ** 1.35];
	});
}

/** Plans the whole interview. @param random one seeded source for all that is left to chance */
export function planInterview(studio: Studio, random: () => number): void {
	lead(studio);
	candidate(new Hand(studio, JONAS, random));
	interviewer(new Hand(studio, PRIYA, random));
}
