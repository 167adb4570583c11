// What somebody writes into a review before the server has it: one draft a place, sent a moment after the last key, at once when a
// field is left or the page goes. What cannot be sent is kept and tried again; what is refused stays with the reason. It knows no
// React: a store with `subscribe` and `snapshot`, on which `ask` (a command and its answer) is its only way out.
import type { CommandAnswer } from "#core/protocol.ts";
import type { ReviewWrite } from "#core/review.ts";
import { placeOfWrite } from "#core/review-writing.ts";

/** A pause between words is shorter. */
const AFTER_TYPING_MS = 800;
/** Somebody who moves along the scale with the arrows passes scores that are not meant. */
const AFTER_CHOOSING_MS = 250;
const AGAIN_MS = 3_000;

interface Draft {
	readonly write: ReviewWrite;
	/** `waiting`: to be sent; `kept`: it could not be sent; `refused`: it was not taken; `saved`: no view shows it yet */
	readonly state: "waiting" | "sending" | "kept" | "refused" | "saved";
	readonly message: string | null;
}

export interface DraftsSnapshot {
	/** in the order in which they were begun */
	readonly writes: readonly ReviewWrite[];
	/** those of them that were refused and stay in sight */
	readonly refused: readonly ReviewWrite[];
	/** of everything together, the worst first */
	readonly state: "nothing" | "saved" | "saving" | "kept" | "refused";
	/** place (`placeOfWrite`) -> why the text that stands there was not taken */
	readonly refusals: Readonly<Record<string, string>>;
	/** why a choice was not taken: it stands again as it was */
	readonly undone: string | null;
}

const NOTHING: DraftsSnapshot = { writes: [], refused: [], state: "nothing", refusals: {}, undone: null };

/** These may go through later, as they are. */
function isPassing(answer: CommandAnswer): boolean {
	return "refused" in answer && (answer.refused === "unavailable" || answer.refused === "too-many");
}

/** Words are somebody's work and stay in sight until they are taken; a choice is made again with one press. */
function isTyped({ type }: ReviewWrite): boolean {
	return type === "comment" || type === "write-item" || type === "summarise";
}

export class ReviewDrafts {
	readonly #ask: (command: ReviewWrite) => Promise<CommandAnswer>;
	readonly #drafts = new Map<string, Draft>();
	readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
	readonly #sending = new Map<string, Promise<void>>();
	readonly #listeners = new Set<() => void>();
	#snapshot = NOTHING;
	#hasSaved = false;
	#undone: string | null = null;

	constructor(ask: (command: ReviewWrite) => Promise<CommandAnswer>) {
		this.#ask = ask;
	}

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	snapshot = (): DraftsSnapshot => this.#snapshot;

	/** Keeps it and sends it soon. */
	write(write: ReviewWrite): void {
		const place = placeOfWrite(write);
		this.#undone = null;
		this.#put(place, { write, state: "waiting", message: null });
		this.#later(place, isTyped(write) ? AFTER_TYPING_MS : AFTER_CHOOSING_MS);
	}

	/** Sends what waits, at once. @returns whether the server now has everything */
	async flush(): Promise<boolean> {
		for (const [place, { state }] of this.#drafts) if (state === "waiting" || state === "kept") this.#send(place);
		while (this.#sending.size > 0) await Promise.all(this.#sending.values());
		return [...this.#drafts.values()].every(({ state }) => state === "saved");
	}

	/** A view came: what was saved before stands in it. */
	viewCame(): void {
		let changed = false;
		for (const [place, { state }] of this.#drafts)
			if (state === "saved") changed = this.#drafts.delete(place) || changed;
		if (changed) this.#tell();
	}

	/** The line is back. */
	lineCame(): void {
		for (const [place, { state }] of this.#drafts) if (state === "kept") this.#send(place);
	}

	/** Nothing more is tried by itself; for when the page goes. */
	stop(): void {
		for (const timer of this.#timers.values()) clearTimeout(timer);
		this.#timers.clear();
	}

	#send(place: string): void {
		// one at a time for each place: an earlier text that is sent once more must not arrive after a later one
		if (this.#sending.has(place)) return;
		const draft = this.#drafts.get(place);
		if (!draft) return;
		clearTimeout(this.#timers.get(place));
		this.#put(place, { ...draft, state: "sending" });
		const sent = this.#ask(draft.write).then((answer) => {
			this.#sending.delete(place);
			this.#answered(place, draft.write, answer);
		});
		this.#sending.set(place, sent);
	}

	#answered(place: string, sent: ReviewWrite, answer: CommandAnswer): void {
		const now = this.#drafts.get(place);
		if (now?.write !== sent) {
			// something newer was written meanwhile
			if (now?.state === "waiting") this.#send(place);
			return;
		}
		if ("ok" in answer) {
			this.#hasSaved = true;
			this.#put(place, { write: sent, state: "saved", message: null });
			return;
		}
		if (!isPassing(answer) && !isTyped(sent)) {
			this.#undone = answer.message;
			this.#drafts.delete(place);
			this.#tell();
			return;
		}
		const state = isPassing(answer) ? "kept" : "refused";
		this.#put(place, { write: sent, state, message: answer.message });
		if (state === "kept") this.#later(place, AGAIN_MS);
	}

	#later(place: string, ms: number): void {
		clearTimeout(this.#timers.get(place));
		this.#timers.set(
			place,
			setTimeout(() => this.#send(place), ms),
		);
	}

	#put(place: string, draft: Draft): void {
		this.#drafts.set(place, draft);
		this.#tell();
	}

	#tell(): void {
		const drafts = [...this.#drafts];
		const has = (...states: Draft["state"][]) => drafts.some(([, { state }]) => states.includes(state));
		const isRefused = has("refused") || this.#undone !== null;
		const state = isRefused
			? "refused"
			: has("kept")
				? "kept"
				: has("waiting", "sending")
					? "saving"
					: this.#hasSaved
						? "saved"
						: "nothing";
		this.#snapshot = {
			writes: drafts.map(([, { write }]) => write),
			refused: drafts.flatMap(([, { write, state: each }]) => (each === "refused" ? [write] : [])),
			state,
			refusals: Object.fromEntries(
				drafts.flatMap(([place, { state: each, message }]) =>
					each === "refused" && message ? [[place, message]] : [],
				),
			),
			undone: this.#undone,
		};
		for (const listener of this.#listeners) listener();
	}
}
