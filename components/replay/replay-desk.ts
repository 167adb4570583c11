// The work of the replay worker, apart from the worker itself: fetches a recording, lays it out, answers seeks, and looks
// for more while the session runs. Messages come in by `receive`, go out by `post`; the network and the timer are handed
// in. Knows nothing of the page.
import * as Y from "yjs";
import { decodeEvent, decodeRecording, type ReadFrame, type RecordingHeader } from "#core/recording.ts";
import { type Target, Timeline } from "#core/replay.ts";
import { Viewfinder } from "#core/replay-seek.ts";
import type { SessionState } from "#core/session.ts";
import type { FailureReason, FromWorker, ToWorker } from "./replay-protocol.ts";

export interface DeskOptions {
	post(message: FromWorker): void;
	fetch(url: string): Promise<Response>;
	/** runs something after a while; returns how to take it back */
	later(run: () => void, ms: number): () => void;
}

/** How often a live session is asked for more. */
export const POLL_MS = 2_000;
/** Frames folded between two reports of progress. */
const CHUNK_FRAMES = 400;

/** `saidAt`: when the server answered by its own clock, ms since 1970; NaN where it does not say. */
type Download = ReturnType<typeof decodeRecording> & { saidAt: number };

/** What is open at a desk. */
interface Opened {
	readonly url: string;
	readonly timeline: Timeline;
	readonly viewfinder: Viewfinder;
	header: RecordingHeader;
	/** frames of the recording that have been read, as `?after=` counts them */
	read: number;
	skipped: number;
	brokenAt: number | null;
	shownState: SessionState | null;
}

export class ReplayDesk {
	readonly #options: DeskOptions;
	#opened: Opened | null = null;
	/** raised by each opening, so that an answer that comes too late is dropped */
	#opening = 0;
	#cancelPoll = () => {};
	#target: Target | null = null;

	constructor(options: DeskOptions) {
		this.#options = options;
	}

	receive(message: ToWorker): void {
		if (message.type === "open") void this.#open(message.url);
		else if (this.#opened) this.#show(this.#opened, message.target);
		else this.#target = message.target;
	}

	close(): void {
		this.#opening++;
		this.#cancelPoll();
		this.#opened = null;
	}

	async #open(url: string): Promise<void> {
		this.close();
		const opening = this.#opening;
		this.#options.post({ type: "progress", minutes: 0, share: 0 });
		const answer = await this.#download(url);
		if (opening !== this.#opening) return;
		if ("failed" in answer) {
			this.#options.post({ type: "failed", reason: answer.failed });
			return;
		}
		const { header, frames } = answer;
		const timeline = new Timeline(new Y.Doc({ gc: true }), header.facts.id);
		const minutes = minutesOf(frames);
		for (let from = 0; from < frames.length; from += CHUNK_FRAMES) {
			this.#options.post({ type: "progress", minutes, share: from / frames.length });
			timeline.append(frames.slice(from, from + CHUNK_FRAMES));
		}
		const viewfinder = new Viewfinder(timeline.history, { remembers: true });
		const { read, skipped, brokenAt } = answer;
		this.#opened = { url, timeline, viewfinder, header, read, skipped, brokenAt, shownState: null };
		this.#postClock(answer);
		this.#postLaid(this.#opened);
		if (this.#target) this.#show(this.#opened, this.#target);
		this.#target = null;
		if (header.live) this.#pollLater(this.#opened);
	}

	#postLaid({ header, timeline, skipped, brokenAt }: Opened): void {
		const { outline, skips } = timeline;
		this.#options.post({
			type: "laid",
			// what the download skips is of a kind that came after this reader
			laid: { header, outline, skips: { ...skips, later: skips.later + skipped }, brokenAt },
		});
	}

	/** The head of the answer says when the server gave it. */
	#postClock({ header, saidAt }: Download): void {
		const at = saidAt - Date.parse(header.facts.createdAt);
		if (header.live && Number.isFinite(at)) this.#options.post({ type: "clock", at });
	}

	#show(opened: Opened, target: Target): void {
		const { timeline, viewfinder } = opened;
		const place = timeline.placeOf(target);
		const state = timeline.stateAfter(place.frame);
		const whole = opened.shownState === null;
		const isHere = ({ person }: { readonly person: string }) => state.here.includes(person);
		this.#options.post({
			type: "shown",
			shown: {
				place,
				diff: viewfinder.seek(place.frame),
				whole,
				state: state === opened.shownState ? null : state,
				cursors: timeline.cursorsAt(place.at).filter(isHere),
				lasers: timeline.lasersAt(place.at).filter(isHere),
				unreadable: timeline.unreadableAfter(place.frame),
			},
		});
		opened.shownState = state;
	}

	#pollLater(opened: Opened): void {
		this.#cancelPoll = this.#options.later(() => void this.#poll(opened), POLL_MS);
	}

	async #poll(opened: Opened): Promise<void> {
		const opening = this.#opening;
		const answer = await this.#download(`${opened.url}?after=${opened.read}`);
		if (opening !== this.#opening) return;
		if ("failed" in answer) {
			const mayReturn = answer.failed === "offline" || answer.failed === "server" || answer.failed === "unreadable";
			if (mayReturn) {
				this.#options.post({ type: "connected", connected: false });
				this.#pollLater(opened);
			} else this.#options.post({ type: "failed", reason: answer.failed });
			return;
		}
		this.#options.post({ type: "connected", connected: true });
		this.#postClock(answer);
		const { header, frames } = answer;
		const before = opened.header;
		const brokenBefore = opened.brokenAt;
		const offset = opened.read;
		opened.header = header;
		opened.read += answer.read;
		opened.skipped += answer.skipped;
		// what was cut off at first has come now
		opened.brokenAt = answer.brokenAt;
		if (frames.length > 0) opened.timeline.append(frames.map((frame) => ({ ...frame, no: frame.no + offset })));
		const hasNews = frames.length > 0 || brokenBefore !== answer.brokenAt || saysMore(before, header);
		if (hasNews) this.#postLaid(opened);
		if (header.live) this.#pollLater(opened);
	}

	async #download(url: string): Promise<Download | { failed: FailureReason }> {
		let response: Response;
		try {
			response = await this.#options.fetch(url);
		} catch {
			return { failed: "offline" };
		}
		if (!response.ok) {
			return { failed: FAILURES[response.status] ?? "server" };
		}
		const { bytes, isCut } = await readBody(response);
		if (isCut && bytes.length === 0) return { failed: "offline" };
		try {
			const decoded = { ...decodeRecording(bytes), saidAt: Date.parse(response.headers.get("date") ?? "") };
			// a connection that broke between two frames leaves bytes that look whole
			const lastAt = decoded.frames.at(-1)?.at ?? 0;
			return isCut && decoded.brokenAt === null ? { ...decoded, brokenAt: lastAt } : decoded;
		} catch {
			return { failed: isCut ? "offline" : "unreadable" };
		}
	}
}

const FAILURES: Record<number, FailureReason> = { 401: "signed-out", 403: "not-allowed", 404: "unknown" };

/** The bytes that came, also when the connection broke on the way. */
async function readBody(response: Response): Promise<{ bytes: Uint8Array; isCut: boolean }> {
	const reader = response.body?.getReader();
	const chunks: Uint8Array[] = [];
	let isCut = false;
	try {
		for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) chunks.push(part.value);
	} catch {
		isCut = true;
	}
	const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
	let offset = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, offset);
		offset += chunk.length;
	}
	return { bytes, isCut };
}

/** Minutes between the start (or the first frame) and the last frame, for "Laying out 46 minutes". */
function minutesOf(frames: readonly ReadFrame[]): number {
	const started = frames.find((frame) => frame.kind === "event" && decodeEvent(frame.data)?.type === "started");
	const from = (started ?? frames[0])?.at ?? 0;
	return Math.round(((frames.at(-1)?.at ?? from) - from) / 60_000);
}

/** Whether a header says something that the one before did not: the question after the start, a new person, the end. */
function saysMore(before: RecordingHeader, after: RecordingHeader): boolean {
	return JSON.stringify({ ...before, frames: 0 }) !== JSON.stringify({ ...after, frames: 0 });
}
