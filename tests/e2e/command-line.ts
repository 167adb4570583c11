// A person's commands to a session without a page: the same line that a page has, with the cookies of her browser. For tests that need an
// interview to have been held and are about what comes after.
import { SessionConnection } from "#components/session/session-connection.ts";
import { COMMANDS_PER_SECOND } from "#core/limits.ts";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import type { Someone } from "./people.ts";
import { expect } from "./test.ts";

/** No faster than the server takes commands of one line. */
const APART_MS = 1.2 * (1_000 / COMMANDS_PER_SECOND);

export class CommandLine {
	readonly #connection: SessionConnection;
	readonly #close: () => void;

	private constructor(connection: SessionConnection) {
		this.#connection = connection;
		this.#close = connection.open();
	}

	static async of(person: Someone, sessionId: string): Promise<CommandLine> {
		const cookies = await person.context.cookies(person.url);
		const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
		const origin = new URL(person.url).origin;
		const connection = new SessionConnection({ sessionId, url: origin, headers: { cookie, origin } });
		const line = new CommandLine(connection);
		await expect.poll(() => connection.snapshot().state).toBe("live");
		return line;
	}

	get view(): SessionView {
		const snapshot = this.#connection.snapshot();
		if (snapshot.state !== "live") throw new Error(`the line is ${snapshot.state}`);
		return snapshot.view;
	}

	/** One after the other; a refusal fails the test. */
	async do(...commands: Command[]): Promise<void> {
		for (const command of commands) {
			await new Promise((done) => setTimeout(done, APART_MS));
			expect(await this.#connection.send(command), JSON.stringify(command)).toEqual({ ok: true });
		}
	}

	close(): void {
		this.#close();
	}
}
