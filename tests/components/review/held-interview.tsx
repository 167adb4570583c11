// An interview that components talk to: commands are decided and applied by core, as a room does it, and every page sees its own view
// anew after each. Its line can go down, and a command can be refused by somebody else's deed in between.
import { render } from "@testing-library/react";
import { type ReactNode, useSyncExternalStore } from "react";
import { ToastProvider } from "#components/ui/toast.tsx";
import type { Level } from "#core/framework.ts";
import type { CommandAnswer } from "#core/protocol.ts";
import { publicQuestion } from "#core/question.ts";
import {
	type Actor,
	apply,
	type Command,
	commandSchema,
	decide,
	INITIAL_STATE,
	type Kind,
	type SessionState,
} from "#core/session.ts";
import { type InterviewerView, type SessionView, viewOf } from "#core/view.ts";
import { BRIEF, contextAt, PACK } from "#tests/helpers/question.ts";

export const PRIYA: Actor = { participantId: "priya", role: "interviewer" };
export const MEI: Actor = { participantId: "mei", role: "interviewer" };
export const JONAS: Actor = { participantId: "jonas", role: "candidate" };
const NAMES: Record<string, string> = { priya: "Priya Raman", mei: "Mei Lin", jonas: "Jonas Weber" };
const MINUTE = 60_000;
/** when the clock starts */
export const START = 5 * MINUTE;

export interface HeldOptions {
	kind?: Kind;
	level?: Level;
	people?: readonly Actor[];
	names?: Record<string, string>;
}

export class HeldInterview {
	state: SessionState = INITIAL_STATE;
	at = START;
	isDown = false;
	/** what was asked, in order */
	readonly asked: Command[] = [];
	readonly #options: Required<HeldOptions>;
	readonly #listeners = new Set<() => void>();
	readonly #views = new Map<string, SessionView>();
	#count = 0;

	constructor({ kind = "led", level = "senior", people = [PRIYA, JONAS], names = {} }: HeldOptions = {}) {
		this.#options = { kind, level, people, names: { ...NAMES, ...names } };
	}

	/** Carried out, or the test is wrong. */
	do(command: Command, actor: Actor = PRIYA): string {
		const answer = this.#decide(command, actor);
		if ("refused" in answer) throw new Error(`${command.type} was refused: ${answer.message}`);
		return `command-${this.#count}`;
	}

	after(minutes: number): this {
		this.at += minutes * MINUTE;
		return this;
	}

	/** A page's way to ask. */
	ask =
		(actor: Actor) =>
		async (command: Command): Promise<CommandAnswer> => {
			this.asked.push(command);
			if (this.isDown) return { refused: "unavailable", message: "No connection. Try again when you are back." };
			return this.#decide(command, actor);
		};

	setDown(isDown: boolean): void {
		this.isDown = isDown;
		this.#tell();
	}

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** The same object until something happens. */
	view({ participantId, role }: Actor): SessionView {
		const known = this.#views.get(participantId);
		if (known) return known;
		const { kind, level, people, names } = this.#options;
		const view = viewOf(
			{
				facts: {
					id: "s1",
					kind,
					minutes: 45,
					level,
					family: "ads",
					createdAt: "2026-11-21T14:00:00.000Z",
					meetingUrl: null,
				},
				title: null,
				question: publicQuestion(PACK),
				brief: BRIEF,
				state: this.state,
				people: people.map(({ participantId: id, role: of }) => ({ id, name: names[id] ?? id, role: of, here: true })),
				seatRequests: [],
				at: this.at,
			},
			{ participantId, role, choseQuestion: false },
		);
		this.#views.set(participantId, view);
		return view;
	}

	#decide(asked: Command, actor: Actor): CommandAnswer {
		this.#count++;
		// as on the wire: texts are cleaned, what is no command is none
		const command = commandSchema.parse(asked);
		const context = contextAt(this.at, { kind: this.#options.kind, commandId: `command-${this.#count}` });
		const decided = decide(this.state, command, actor, context);
		if ("refused" in decided) return decided;
		for (const event of decided.events) this.state = apply(this.state, event, this.at);
		if (decided.events.length > 0) this.#tell();
		return { ok: true };
	}

	#tell(): void {
		this.#views.clear();
		for (const listener of this.#listeners) listener();
	}
}

/** Shows what one person sees, anew whenever something happens. */
export function showTo(held: HeldInterview, actor: Actor, page: (view: SessionView, offline: boolean) => ReactNode) {
	function Page() {
		const view = useSyncExternalStore(held.subscribe, () => held.view(actor));
		return <ToastProvider>{page(view, held.isDown)}</ToastProvider>;
	}
	return render(<Page />);
}

export function asInterviewer(view: SessionView): InterviewerView {
	if (view.role !== "interviewer") throw new Error("this page is an interviewer's");
	return view;
}

/** Running since START, in data since minute 11. */
export function running(options: HeldOptions = {}): HeldInterview {
	const held = new HeldInterview(options);
	const leader = options.kind === "solo" ? JONAS : PRIYA;
	held.do({ type: "start" }, leader);
	held.after(11).do({ type: "go-to", segment: "data" }, leader);
	return held.after(3);
}

export function inDebrief(options: HeldOptions = {}): HeldInterview {
	const held = running(options);
	held.after(20).do({ type: "end" }, options.kind === "solo" ? JONAS : PRIYA);
	return held;
}
