// Recordings for the tests of replay: an author's document that is drawn in and recorded, frame by frame, and random
// sessions made of it. Everything comes from a seed.

import * as Y from "yjs";
import { createRecordMap, initialUpdate, recordsMap } from "#core/document.ts";
import { encodeCursors, encodeEvent, type Frame, type ReadFrame, type RecordingHeader } from "#core/recording.ts";
import type { SessionEvent } from "#core/session.ts";
import { PROPS } from "./board-records.ts";

export const SESSION_ID = "session-of-the-tests";
export const PEOPLE: RecordingHeader["people"] = [
	{ id: "p-priya", name: "Priya", role: "interviewer" },
	{ id: "p-jonas", name: "Jonas", role: "candidate" },
];

export function headerOf(frames: number, change: Partial<RecordingHeader> = {}): RecordingHeader {
	return {
		version: 1,
		facts: {
			id: SESSION_ID,
			kind: "led",
			minutes: 45,
			level: "senior",
			family: "ads-ranking",
			createdAt: "2025-11-20T14:05:00.000Z",
			meetingUrl: null,
		},
		you: { participantId: "p-jonas", role: "candidate", choseQuestion: false },
		title: null,
		question: null,
		brief: null,
		people: PEOPLE,
		live: false,
		frames,
		...change,
	};
}

export function geoShape(id: string, x: number, change: Record<string, unknown> = {}) {
	return {
		id: `shape:${id}`,
		typeName: "shape",
		type: "geo",
		x,
		y: 0,
		rotation: 0,
		index: "a1",
		parentId: "page:page",
		isLocked: false,
		opacity: 1,
		meta: {},
		props: {
			geo: "rectangle",
			w: 100,
			h: 60,
			dash: "draw",
			url: "",
			growY: 0,
			scale: 1,
			labelColor: "black",
			color: "black",
			fill: "none",
			size: "m",
			font: "draw",
			align: "middle",
			verticalAlign: "middle",
			richText: { type: "doc", content: [{ type: "paragraph" }] },
		},
		...change,
	};
}

export function arrowShape(id: string, x: number) {
	return geoShape(id, x, { type: "arrow", props: PROPS.arrow });
}

export function arrowBinding(id: string, from: string, to: string) {
	return {
		id: `binding:${id}`,
		typeName: "binding",
		type: "arrow",
		fromId: `shape:${from}`,
		toId: `shape:${to}`,
		meta: {},
		props: { terminal: "end", normalizedAnchor: { x: 0.5, y: 0.5 }, isExact: false, isPrecise: false, snap: "none" },
	};
}

/** An author at work: what is drawn becomes frames. */
export class Recorder {
	readonly frames: ReadFrame[] = [];
	readonly #doc = new Y.Doc();
	at = 0;

	constructor() {
		this.#push("update", null, initialUpdate(this.#doc));
	}

	#push(kind: Frame["kind"], person: string | null, data: Uint8Array): void {
		this.frames.push({ no: this.frames.length + 1, at: this.at, kind, person, data });
	}

	/** Draws in one transaction, as `person`. */
	draw(person: string, change: (records: Y.Map<Y.Map<unknown>>) => void): void {
		const before = Y.encodeStateVector(this.#doc);
		const updates: Uint8Array[] = [];
		const keep = (update: Uint8Array) => updates.push(update);
		this.#doc.on("update", keep);
		this.#doc.transact(() => change(recordsMap(this.#doc)));
		this.#doc.off("update", keep);
		this.#push("update", person, updates[0] ?? Y.encodeStateAsUpdate(this.#doc, before));
	}

	put(person: string, record: { id: string; typeName: string }): void {
		this.draw(person, (records) => records.set(record.id, createRecordMap(record)));
	}

	event(event: SessionEvent): void {
		this.#push("event", "by" in event ? (event.by ?? null) : null, encodeEvent(event));
	}

	cursor(person: string, x: number, y: number, laser = false): void {
		this.#push("cursors", null, encodeCursors([{ person, at: this.at, x, y, laser }], this.at));
	}

	raw(kind: Frame["kind"], data: Uint8Array): void {
		this.#push(kind, "p-jonas", data);
	}
}

/** A small random that gives the same numbers for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/** A session of `steps` random happenings: drawing, deleting, bad records, broken updates, events, cursors. */
export function randomRecording(seed: number, steps: number): ReadFrame[] {
	const random = randomOf(seed);
	const below = (n: number) => Math.floor(random() * n);
	const recorder = new Recorder();
	recorder.event({ type: "joined", by: "p-jonas" });
	for (let n = 0; n < steps; n++) {
		// several frames may share one time
		recorder.at += below(3) === 0 ? 0 : below(1_500);
		const id = String(below(12));
		const person = PEOPLE[below(2)]?.id ?? "p-jonas";
		switch (below(14)) {
			case 0:
			case 1:
			case 2:
				recorder.put(person, below(2) === 0 ? arrowShape(id, below(1_000)) : geoShape(id, below(1_000)));
				break;
			case 3:
			case 4:
			case 5:
			case 6:
				recorder.draw(person, (records) => records.get(`shape:${id}`)?.set("xy", [below(1_000), below(1_000)]));
				break;
			case 7:
				recorder.draw(person, (records) => records.delete(`shape:${id}`));
				break;
			case 8:
				recorder.put(person, arrowBinding(id, id, String(below(12))));
				break;
			case 9:
				recorder.put(person, geoShape(id, below(1_000), { type: below(2) === 0 ? "embed" : "nonsense" }));
				break;
			case 10:
				recorder.draw(person, (records) => records.get(`shape:${id}`)?.set("xy", ["left", Number.NaN]));
				break;
			case 11:
				recorder.raw(
					"update",
					Uint8Array.from({ length: 1 + below(12) }, () => below(256)),
				);
				break;
			case 12:
				recorder.event({ type: "ticked", by: person, promptId: "data.1", ticked: below(2) === 0 });
				break;
			default:
				recorder.cursor(person, below(900), below(900));
		}
	}
	return recorder.frames;
}
