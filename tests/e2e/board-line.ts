// A board's own line, which a test opens and shuts with any of the server's close codes; the page and the session's line stay.
import type { WebSocketRoute } from "@playwright/test";
import { CLOSE, type CloseReason } from "#core/protocol.ts";
import type { Someone } from "./people.ts";

export class BoardLine {
	#shut: CloseReason | "silent" | null = null;
	readonly #open = new Set<WebSocketRoute>();

	static async of(person: Someone): Promise<BoardLine> {
		const line = new BoardLine();
		await person.context.routeWebSocket(/\/sync\//, (near) => line.#take(near));
		return line;
	}

	/** @param how the code that each connection is closed with; "silent": without any */
	async shut(how: CloseReason | "silent" = "silent"): Promise<void> {
		this.#shut = how;
		await Promise.all([...this.#open].map((near) => this.#end(near, how)));
		this.#open.clear();
	}

	open(): void {
		this.#shut = null;
	}

	#take(near: WebSocketRoute): void {
		if (this.#shut) return void this.#end(near, this.#shut);
		this.#open.add(near);
		near.connectToServer();
	}

	async #end(near: WebSocketRoute, how: CloseReason | "silent"): Promise<void> {
		await near.close(
			how === "silent" ? { code: 3000, reason: "the line went" } : { code: CLOSE[how].code, reason: "" },
		);
	}
}
