// The stage of the sample interview: two real editors, each with its own document and binding, on a clock that only this
// file moves. People's hands are steps with a time; the stage runs them in order, lets changes travel between the two
// documents as in a room, and writes down what a recording keeps: updates, events, cursors.
import type { Editor } from "tldraw";
import * as Y from "yjs";
import { type Binding, bindBoard } from "#components/board/use-binding.ts";
import { initialUpdate } from "#core/document.ts";
import type { PlannedSegment } from "#core/framework.ts";
import { COMMIT_INTERVAL_MS, CURSOR_ENTRY_MS, CURSOR_SAMPLE_MS } from "#core/limits.ts";
import { briefOf, type QuestionPack } from "#core/question.ts";
import { type CursorSample, encodeCursors, encodeEvent, type Frame } from "#core/recording.ts";
import {
	type Actor,
	apply,
	type Command,
	decide,
	INITIAL_STATE,
	type SessionEvent,
	type SessionState,
} from "#core/session.ts";
import { createHeadlessEditor, type HeadlessEditor } from "#tests/helpers/headless-editor.ts";

export interface Player extends Actor {
	readonly name: string;
}

interface Desk {
	readonly player: Player;
	readonly headless: HeadlessEditor;
	readonly doc: Y.Doc;
	readonly binding: Binding;
	readonly outbox: Uint8Array[];
}

interface Step {
	readonly at: number;
	readonly order: number;
	run(): void;
}

const FROM_THE_OTHER = "from the other";

export class Studio {
	readonly frames: Frame[] = [];
	state: SessionState = INITIAL_STATE;
	readonly #desks = new Map<string, Desk>();
	readonly #steps: Step[] = [];
	readonly #cursors: CursorSample[] = [];
	readonly #places = new Map<string, { x: number; y: number; w: number; h: number }>();
	readonly #plan: readonly PlannedSegment[];
	readonly #pack: QuestionPack;
	readonly #sessionId: string;
	#commands = 0;

	constructor(sessionId: string, plan: readonly PlannedSegment[], pack: QuestionPack) {
		this.#pack = pack;
		this.#sessionId = sessionId;
		this.#plan = plan;
		this.frames.push({ at: 0, kind: "update", person: null, data: this.#meta() });
	}

	#meta(): Uint8Array {
		const doc = new Y.Doc();
		doc.clientID = 1;
		return initialUpdate(doc);
	}

	/** Somebody comes in with an editor of their own. */
	enter(player: Player): void {
		const doc = new Y.Doc();
		doc.clientID = 2 + this.#desks.size;
		const headless = createHeadlessEditor();
		const outbox: Uint8Array[] = [];
		doc.on("update", (update, origin) => {
			if (origin !== FROM_THE_OTHER) outbox.push(update);
		});
		Y.applyUpdate(doc, this.#meta(), FROM_THE_OTHER);
		const binding = bindBoard({
			store: headless.store,
			doc,
			sessionId: this.#sessionId,
			receiveOnly: false,
			onQuarantine: (count) => {
				if (count > 0) throw new Error(`${count} records of the sample cannot be shown`);
			},
			onPending: () => {},
		});
		this.#desks.set(player.participantId, { player, headless, doc, binding, outbox });
	}

	/** Plans something for a moment, ms since the session was created. */
	plan(at: number, run: () => void): void {
		this.#steps.push({ at: Math.round(at), order: this.#steps.length, run });
	}

	draw(at: number, player: Player, work: (editor: Editor) => void): void {
		this.plan(at, () => work(this.#desk(player).headless.editor));
	}

	point(at: number, player: Player, x: number, y: number): void {
		this.#cursors.push({
			person: player.participantId,
			at: Math.round(at),
			x: Math.round(x),
			y: Math.round(y),
			laser: false,
		});
	}

	command(at: number, player: Player, command: Command): void {
		this.plan(at, () => {
			this.#commands += 1;
			const commandId = `sample-command-${String(this.#commands).padStart(3, "0")}`;
			const decision = decide(this.state, command, player, {
				at,
				kind: "led",
				plan: this.#plan,
				questionId: this.#pack.id,
				brief: briefOf(this.#pack),
				commandId,
			});
			if ("refused" in decision) throw new Error(`${command.type} at ${at}: ${decision.message}`);
			for (const event of decision.events) this.#happen(at, event, player.participantId);
		});
	}

	/** An event of the server's own. */
	event(at: number, event: SessionEvent): void {
		this.plan(at, () => this.#happen(at, event, "by" in event ? (event.by ?? null) : null));
	}

	#happen(at: number, event: SessionEvent, person: string | null): void {
		this.state = apply(this.state, event, at);
		this.frames.push({ at, kind: "event", person, data: encodeEvent(event) });
	}

	#desk(player: Player): Desk {
		const desk = this.#desks.get(player.participantId);
		if (!desk) throw new Error(`${player.name} is not in the room`);
		return desk;
	}

	/** Where a thing will be, for hands that go there: they are planned before anything is drawn. */
	place(name: string, x: number, y: number, w: number, h: number): void {
		this.#places.set(name, { x, y, w, h });
	}

	movePlace(name: string, dx: number, dy: number): void {
		const place = this.#places.get(name);
		if (place) this.#places.set(name, { ...place, x: place.x + dx, y: place.y + dy });
	}

	centreOf(name: string): readonly [number, number] {
		const place = this.#places.get(name);
		if (!place) throw new Error(`nothing is called ${name}`);
		return [place.x + place.w / 2, place.y + place.h / 2];
	}

	/** Runs everything that was planned. @returns the two final boards */
	run(): Editor[] {
		const steps = this.#steps.sort((a, b) => a.at - b.at || a.order - b.order);
		let commitAt = 0;
		for (const step of steps) {
			if (step.at >= commitAt) {
				this.#commit(commitAt);
				commitAt = (Math.floor(step.at / COMMIT_INTERVAL_MS) + 1) * COMMIT_INTERVAL_MS;
			}
			step.run();
		}
		this.#commit(commitAt);
		this.#packCursors();
		this.frames.sort((a, b) => a.at - b.at);
		return [...this.#desks.values()].map((desk) => desk.headless.editor);
	}

	#commit(at: number): void {
		for (const desk of this.#desks.values()) desk.binding.flush();
		for (const from of this.#desks.values()) {
			for (const data of from.outbox.splice(0)) {
				this.frames.push({ at, kind: "update", person: from.player.participantId, data });
				for (const to of this.#desks.values()) {
					if (to === from) continue;
					Y.applyUpdate(to.doc, data, FROM_THE_OTHER);
					to.binding.writer.writeNow();
				}
			}
		}
	}

	/** As the room does it: a sample in 200 ms at most and only when moved, an entry every 2 s. */
	#packCursors(): void {
		const last = new Map<string, CursorSample>();
		const kept = this.#cursors
			.sort((a, b) => a.at - b.at)
			.filter((sample) => {
				const before = last.get(sample.person);
				const moved = !before || before.x !== sample.x || before.y !== sample.y;
				if (before && (!moved || sample.at - before.at < CURSOR_SAMPLE_MS)) return false;
				last.set(sample.person, sample);
				return true;
			});
		const entries = new Map<number, CursorSample[]>();
		for (const sample of kept) {
			const no = Math.floor(sample.at / CURSOR_ENTRY_MS);
			entries.set(no, [...(entries.get(no) ?? []), sample]);
		}
		for (const [no, samples] of entries) {
			const at = (no + 1) * CURSOR_ENTRY_MS;
			this.frames.push({ at, kind: "cursors", person: null, data: encodeCursors(samples, at) });
		}
	}

	close(): void {
		for (const desk of this.#desks.values()) {
			desk.binding.unbind();
			desk.headless.dispose();
		}
	}
}
