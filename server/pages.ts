// The pages: Next behind our own HTTP server, the only file of the server that knows Next. It gets a mute server instead of
// the real one, because its own upgrade listener would end sockets that are not its own.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import next from "next";

export interface Pages {
	handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
	/** hot reload's socket; false where there is none */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
	close(): Promise<void>;
}

export async function openPages(mode: "production" | "development"): Promise<Pages> {
	// never listens: it only carries `upgrade` events to Next
	const sockets = createServer();
	const app = next({
		dev: mode === "development",
		dir: process.cwd(),
		httpServer: sockets,
	});
	await app.prepare();
	const handle = app.getRequestHandler();
	return {
		handle: (request, response) => handle(request, response),
		upgrade(request, socket, head) {
			return sockets.emit("upgrade", request, socket, head);
		},
		close: () => app.close(),
	};
}
