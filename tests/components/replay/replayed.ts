// A replay without browser and network for tests: a served recording, the worker's desk in this very thread, timers and
// pictures that the test lets pass.
import { Player, type Visit } from "#components/replay/player.ts";
import { ReplayDesk } from "#components/replay/replay-desk.ts";
import type { FromWorker, ToWorker } from "#components/replay/replay-protocol.ts";
import { encodeRecording, type ReadFrame, type RecordingHeader } from "#core/recording.ts";
import { geoShape, headerOf, Recorder } from "#tests/core/recordings.ts";

export const MINUTE = 60_000;
export const START = 2 * MINUTE;

/** Lobby of two minutes, then half an hour: a shape every minute, four steps, one of them twice, a pause, a note. */
export function recordedInterview(): Recorder {
	const recorder = new Recorder();
	const walk = new Map([
		[2, "clarify"],
		[7, "frame"],
		[12, "data"],
		[25, "clarify"],
	] as const);
	recorder.event({ type: "joined", by: "p-priya" });
	recorder.at = MINUTE;
	recorder.event({ type: "joined", by: "p-jonas" });
	recorder.at = START;
	recorder.event({ type: "started", by: "p-priya", segment: "intro" });
	for (let minute = 1; minute <= 30; minute++) {
		recorder.at = START + minute * MINUTE;
		const segment = walk.get(minute as 2);
		if (segment) recorder.event({ type: "segment-entered", by: "p-priya", segment });
		if (minute === 15) recorder.event({ type: "paused", by: "p-priya" });
		if (minute === 16) recorder.event({ type: "resumed", by: "p-priya" });
		if (minute === 9) recorder.event({ type: "ticked", by: "p-jonas", promptId: "frame.1", ticked: true });
		recorder.put("p-jonas", geoShape(String(minute), minute * 10));
	}
	recorder.at = START + 31 * MINUTE + 42_000;
	recorder.event({ type: "debrief-begun", by: "p-priya" });
	return recorder;
}

export interface Served {
	frames: readonly ReadFrame[];
	/** how many of them exist by now */
	shown: number;
	header: Partial<RecordingHeader>;
	/** an answer instead of the recording; `null`: no connection */
	instead: Response | null | undefined;
	/** the server's clock as its answers say it, ms since the session was created; null: they do not */
	clock: number | null;
	/** cuts the answer short, as a broken connection does */
	cutAt: number | null;
	readonly asked: string[];
}

export function serve(recorder: Recorder, header: Partial<RecordingHeader> = {}): Served {
	const { frames } = recorder;
	return { frames, shown: frames.length, header, instead: undefined, clock: null, cutAt: null, asked: [] };
}

async function answer(served: Served, url: string): Promise<Response> {
	served.asked.push(new URL(url).search);
	if (served.instead === null) throw new TypeError("no connection");
	if (served.instead) return served.instead;
	const after = Number(new URL(url).searchParams.get("after") ?? 0);
	const frames = served.frames.slice(after, served.shown);
	const bytes = encodeRecording(headerOf(served.shown, served.header), frames);
	const createdAtMs = Date.parse(headerOf(0).facts.createdAt);
	const headers: HeadersInit =
		served.clock === null ? {} : { date: new Date(createdAtMs + served.clock).toUTCString() };
	if (served.cutAt === null) return new Response(bytes.slice(), { headers });
	const part = bytes.slice(0, served.cutAt);
	let isSent = false;
	const body = new ReadableStream<Uint8Array>({
		pull(controller) {
			if (isSent) controller.error(new TypeError("connection reset"));
			else controller.enqueue(part);
			isSent = true;
		},
	});
	return new Response(body);
}

/** Runs what was asked to run later, one round. */
export class Later {
	#waiting: (() => void)[] = [];
	readonly schedule = (run: () => void): (() => void) => {
		this.#waiting.push(run);
		return () => {
			this.#waiting = this.#waiting.filter((other) => other !== run);
		};
	};
	get count(): number {
		return this.#waiting.length;
	}
	pass(): void {
		const due = this.#waiting;
		this.#waiting = [];
		for (const run of due) run();
	}
}

/** A desk that answers asynchronously, as a worker does. */
export function deskLine(served: Served, polls: Later, onMessage: (message: FromWorker) => void) {
	const desk = new ReplayDesk({
		post: (message) => queueMicrotask(() => onMessage(structuredClone(message))),
		fetch: (url) => answer(served, url),
		later: (run) => polls.schedule(run),
	});
	let isOpen = true;
	return {
		send: (message: ToWorker) => queueMicrotask(() => isOpen && desk.receive(message)),
		close() {
			isOpen = false;
			desk.close();
		},
	};
}

export function playerOf(served: Served) {
	const polls = new Later();
	let nowMs = 0;
	const pictures: { run: (nowMs: number) => void }[] = [];
	const sent: ToWorker[] = [];
	const player = new Player({
		connect(onMessage) {
			const line = deskLine(served, polls, onMessage);
			return {
				send(message) {
					sent.push(message);
					line.send(message);
				},
				close: line.close,
			};
		},
		now: () => nowMs,
		nextPicture(run) {
			const picture = { run };
			pictures.push(picture);
			return () => {
				const index = pictures.indexOf(picture);
				if (index >= 0) pictures.splice(index, 1);
			};
		},
	});
	return {
		player,
		polls,
		sent,
		open: (first: Visit["first"] = null) => player.open({ url: "http://test.local/recording", first }),
		/** Lets `count` pictures pass, `ms` apart. */
		async watch(count: number, ms = 100) {
			for (let n = 0; n < count; n++) {
				nowMs += ms;
				for (const { run } of pictures.splice(0)) run(nowMs);
				await settled();
			}
		},
	};
}

/** Lets everything that is on its way arrive. */
export async function settled(): Promise<void> {
	for (let n = 0; n < 5; n++) await new Promise((done) => setTimeout(done, 0));
}
