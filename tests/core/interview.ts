// An interview for tests of the pure session: commands are decided and applied one after the other, as a room does it.
import { type Actor, apply, type Command, decide, INITIAL_STATE, type SessionState } from "#core/session.ts";
import { contextAt } from "../helpers/question.ts";

export const INES: Actor = { participantId: "ines", role: "interviewer" };
export const IVAN: Actor = { participantId: "ivan", role: "interviewer" };
export const CARL: Actor = { participantId: "carl", role: "candidate" };
export const OLGA: Actor = { participantId: "olga", role: "observer" };
export const PEOPLE = [
	{ id: "ines", name: "Ines", role: "interviewer" },
	{ id: "ivan", name: "Ivan", role: "interviewer" },
	{ id: "carl", name: "Carl", role: "candidate" },
	{ id: "olga", name: "Olga", role: "observer" },
] as const;

export const MINUTE = 60_000;

export class Interview {
	state: SessionState = INITIAL_STATE;
	at = 0;
	#commands = 0;
	readonly #kind: "led" | "solo";

	constructor(kind: "led" | "solo" = "led") {
		this.#kind = kind;
	}

	/** @returns "ok", or the code of the refusal */
	ask(command: Command, actor: Actor = INES): string {
		this.#commands += 1;
		const context = contextAt(this.at, { kind: this.#kind, commandId: `c${this.#commands}` });
		const decided = decide(this.state, command, actor, context);
		if ("refused" in decided) return decided.refused;
		for (const event of decided.events) this.state = apply(this.state, event, this.at);
		return "ok";
	}

	/** @throws Error when it is refused */
	do(command: Command, actor: Actor = INES): this {
		const answer = this.ask(command, actor);
		if (answer !== "ok") throw new Error(`${command.type} was refused: ${answer}`);
		return this;
	}

	/** What the server records when an interviewer removes somebody. */
	remove(participantId: string): this {
		this.state = apply(this.state, { type: "removed", by: "ines", participantId }, this.at);
		return this;
	}

	after(minutes: number): this {
		this.at += minutes * MINUTE;
		return this;
	}

	/** id of what the last command made */
	get lastId(): string {
		return `c${this.#commands}`;
	}
}

/** An interview that runs since minute 1 and is in `data`. */
export function running(kind: "led" | "solo" = "led"): Interview {
	const leader = kind === "solo" ? CARL : INES;
	return new Interview(kind)
		.after(1)
		.do({ type: "start" }, leader)
		.after(2)
		.do({ type: "go-to", segment: "data" }, leader);
}

export function inDebrief(kind: "led" | "solo" = "led"): Interview {
	return running(kind)
		.after(10)
		.do({ type: "end" }, kind === "solo" ? CARL : INES);
}
