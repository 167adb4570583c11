// Somebody whose every received byte is kept: bodies, headers and statuses of HTTP (gzip decoded), frames of the board's socket,
// packets of the session's socket. What a page of that person could know is in here, and nothing else.
import type { Command } from "#core/session.ts";
import { type Answer, signIn, stranger } from "./people.ts";
import { BareSocket, SessionClient } from "./seats.ts";

export class Tapped {
	readonly heard: (Uint8Array | string)[] = [];
	readonly #open: { leave(): void }[] = [];

	private constructor(
		readonly name: string,
		readonly url: string,
		/** null for somebody who is not signed in */
		readonly token: string | null,
	) {}

	static async guest(url: string, name: string): Promise<Tapped> {
		const person = await signIn(url);
		// better-auth's cookie carries the token that a bearer header would show
		const token = decodeURIComponent(person.cookie.split("=").slice(1).join("="));
		return new Tapped(name, url, token);
	}

	static nobody(url: string, name: string): Tapped {
		return new Tapped(name, stranger(url).url, null);
	}

	get headers(): Record<string, string> {
		return this.token === null ? {} : { authorization: `Bearer ${this.token}` };
	}

	async request(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer> {
		const response = await fetch(new URL(path, this.url), {
			method,
			headers: { ...this.headers, ...(body === undefined ? {} : { "content-type": "application/json" }), ...more },
			redirect: "manual",
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		this.heard.push(`${response.status} ${JSON.stringify([...response.headers])}`);
		const bytes = new Uint8Array(await response.arrayBuffer());
		this.heard.push(bytes);
		const text = new TextDecoder().decode(bytes);
		const isJson = response.headers.get("content-type")?.includes("json") ?? false;
		return {
			status: response.status,
			headers: response.headers,
			body: isJson && text !== "" ? JSON.parse(text) : bytes,
		};
	}

	board(sessionId: string): BareSocket {
		const seat = this.token === null ? null : { token: this.token };
		const socket = this.#keep(new BareSocket(Number(new URL(this.url).port), sessionId, seat));
		socket.ws.on("message", (data: Buffer) => this.heard.push(new Uint8Array(data)));
		void socket.closed.then(({ code, reason }) => this.heard.push(`${code} ${reason}`));
		socket.ws.on("unexpected-response", (_request, response) => {
			response.on("data", (data: Buffer) => this.heard.push(new Uint8Array(data)));
		});
		return socket;
	}

	session(sessionId: string): SessionClient {
		const seat = this.token === null ? null : { token: this.token };
		const client = this.#keep(new SessionClient(Number(new URL(this.url).port), sessionId, seat));
		const listen = () => {
			client.socket.io.engine.on("packet", (packet: { type: string; data?: unknown }) => {
				this.heard.push(JSON.stringify(packet));
			});
		};
		// the engine of now, and each that a reconnect makes
		listen();
		client.socket.io.on("reconnect_attempt", () => queueMicrotask(listen));
		return client;
	}

	/** Says something on a session socket and keeps the answer as heard. */
	async say(client: SessionClient, command: Command | unknown): Promise<unknown> {
		const answer = await client.raw({ commandId: `said-${Math.random().toString(36).slice(2)}-by`, command });
		this.heard.push(JSON.stringify(answer));
		return answer;
	}

	#keep<T extends { leave(): void }>(one: T): T {
		this.#open.push(one);
		return one;
	}

	leave(): void {
		for (const one of this.#open) one.leave();
	}
}
