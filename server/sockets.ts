// Both kinds of socket and the rooms behind them, as the HTTP server sees them: it hands over upgrades and asks for a stop.
import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Server } from "socket.io";
import { ADDRESS_FULL, AddressSockets } from "#server/address-sockets.ts";
import type { Database } from "#server/db/client.ts";
import { refuseUpgrade } from "#server/http-answers.ts";
import type { Logger } from "#server/log.ts";
import type { Census, Metrics } from "#server/metrics.ts";
import { Rooms } from "#server/rooms.ts";
import { attachSessionEvents, SESSION_SERVER_OPTIONS } from "#server/session-events.ts";
import { createSync } from "#server/sync.ts";

export interface Sockets {
	/** Takes the upgrade if its path is one of ours; Origin and address were settled before. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
	/** What is there at this moment, counted. */
	census(): Census;
	/** Takes no more frames, writes what waits, and closes every socket with "restart". */
	stop(): Promise<void>;
}

export function openSockets({ db, log, metrics }: { db: Database; log: Logger; metrics: Metrics }): Sockets {
	const rooms = new Rooms({ db, log, metrics });
	const sync = createSync({ rooms, db, log, metrics });
	// Socket.IO would add its listeners to our server, beside our router: it gets one that listens to nothing
	const unheard = createServer();
	const io = new Server(unheard, SESSION_SERVER_OPTIONS);
	io.engine.on("connection_error", (error: { message: string }) =>
		log.debug({ reason: error.message }, "session socket"),
	);
	attachSessionEvents(io, { rooms, db, log, metrics });
	const addresses = new AddressSockets();
	function watch(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		if (addresses.take(request, socket)) return void unheard.emit("upgrade", request, socket, head);
		metrics.refused("addressFull");
		refuseUpgrade(socket, ADDRESS_FULL.status, ADDRESS_FULL.words);
	}
	return {
		upgrade(request, socket, head) {
			const url = request.url ?? "";
			if (url.startsWith("/sync/")) sync.upgrade(request, socket, head);
			else if (url.startsWith("/socket.io/")) watch(request, socket, head);
			else return false;
			return true;
		},
		census: () => rooms.census(),
		async stop() {
			sync.freeze();
			await rooms.close();
			await sync.close();
			await io.close();
		},
	};
}
