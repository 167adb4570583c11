// Who is here: sockets counted by person, made into the events `joined` and `left`, and what follows from nobody being here:
// the clock pauses after a while, a session left alone for a day closes itself. It looks at the room once a second and puts
// right what differs, so a failed write or a crash heals by itself. Two tabs are one person.
import { CLOSE_AFTER_MS, NOBODY_HERE_MS } from "#core/limits.ts";
import type { Role } from "#core/session.ts";
import type { RoomClock } from "#server/clock.ts";
import type { SessionMachine } from "#server/session-machine.ts";

/** A reload or a short cut of the line is no leaving. */
export const LEAVE_AFTER_MS = 3_000;
/** After a start of the server everybody gets this long to come back. */
export const RETURN_AFTER_MS = 10_000;

export interface AttendanceOptions {
	readonly machine: SessionMachine;
	readonly clock: RoomClock;
	/** time of the last entry when the room was loaded; since then nobody is known to have been here */
	readonly lastEntryAt: number;
	/** null for somebody who is no participant any more */
	roleOf(participantId: string): Role | null;
}

export class Attendance {
	readonly #options: AttendanceOptions;
	readonly #sockets = new Map<string, number>();
	/** when somebody's last socket went, on the room's clock */
	readonly #leftAt = new Map<string, number>();
	readonly #loadedAt: number;
	/** since when nobody but observers is here; null while somebody is */
	#aloneSince: number | null;
	#running: Promise<void> | null = null;

	constructor(options: AttendanceOptions) {
		this.#options = options;
		this.#loadedAt = options.clock.now();
		this.#aloneSince = options.lastEntryAt;
	}

	get isEmpty(): boolean {
		return this.#sockets.size === 0;
	}

	/** Somebody besides observers is here. */
	get isAttended(): boolean {
		return this.#aloneSince === null;
	}

	/** Nothing remains to be written about people who left. */
	get isSettled(): boolean {
		const { state } = this.#options.machine;
		return this.isEmpty && state.here.length === 0 && state.phase !== "running";
	}

	enter(participantId: string): void {
		this.#sockets.set(participantId, (this.#sockets.get(participantId) ?? 0) + 1);
		this.#leftAt.delete(participantId);
		if (this.#attends(participantId)) this.#aloneSince = null;
	}

	leave(participantId: string): void {
		const rest = (this.#sockets.get(participantId) ?? 0) - 1;
		if (rest > 0) {
			this.#sockets.set(participantId, rest);
			return;
		}
		this.#sockets.delete(participantId);
		const now = this.#options.clock.now();
		this.#leftAt.set(participantId, now);
		if (this.#aloneSince === null && ![...this.#sockets.keys()].some((id) => this.#attends(id))) this.#aloneSince = now;
	}

	/** Appends what is due. Calls while one is under way wait for the same. */
	review(): Promise<void> {
		this.#running ??= this.#review().finally(() => {
			this.#running = null;
		});
		return this.#running;
	}

	async #review(): Promise<void> {
		const { machine, clock } = this.#options;
		// before anybody joins: a clock that ran on while nobody was here stops where people were last seen
		await this.#pauseIfAlone();
		for (const id of this.#sockets.keys()) {
			if (!machine.state.here.includes(id)) {
				await machine.happen((state) =>
					state.here.includes(id) || !this.#sockets.has(id) ? null : { type: "joined", by: id },
				);
			}
		}
		for (const id of machine.state.here) {
			if (this.#sockets.has(id) || clock.now() < this.#leavesAt(id)) continue;
			await machine.happen((state) =>
				state.here.includes(id) && !this.#sockets.has(id) ? { type: "left", by: id } : null,
			);
		}
		await this.#closeIfForgotten();
	}

	async #pauseIfAlone(): Promise<void> {
		const { machine, clock } = this.#options;
		const isDue = (at: number) => this.#aloneSince !== null && at - this.#aloneSince >= NOBODY_HERE_MS;
		if (machine.state.phase !== "running" || !isDue(clock.now())) return;
		await machine.happen((state, at) => {
			if (state.phase !== "running" || !isDue(at)) return null;
			// a clock that was set going while nobody was here loses nothing that it did not run
			const since = Math.max(this.#aloneSince ?? at, state.runningSince ?? 0);
			return { type: "paused-nobody-here", since };
		});
	}

	async #closeIfForgotten(): Promise<void> {
		const { machine, clock } = this.#options;
		if (!isForgotten(machine, clock.now())) return;
		await machine.happen((_state, at) => (isForgotten(machine, at) ? { type: "closed" } : null));
	}

	#leavesAt(id: string): number {
		if (this.#options.roleOf(id) === null) return 0;
		const leftAt = this.#leftAt.get(id);
		return leftAt === undefined ? this.#loadedAt + RETURN_AFTER_MS : leftAt + LEAVE_AFTER_MS;
	}

	#attends(id: string): boolean {
		const role = this.#options.roleOf(id);
		return role !== null && role !== "observer";
	}
}

/** Paused or in debrief for a day. */
function isForgotten({ state }: SessionMachine, at: number): boolean {
	const since = state.phase === "paused" ? state.pausedSince : state.phase === "debrief" ? state.debriefAt : null;
	return since !== null && at - since >= CLOSE_AFTER_MS;
}
