// A small TCP proxy between two real parties: cuts, delays, stalls, drips and half-closes their connections, and delivers a part
// of what was sent, so that tests meet the network's bad days. To a port, or to a unix socket (the embedded PostgreSQL).
import { connect, createServer, type NetConnectOpts, type Socket } from "node:net";

export interface Proxy {
	port: number;
	/** ends every connection at once, without a goodbye; new ones are accepted */
	cut(): void;
	/** refuses new connections too, until `restore` */
	down(): void;
	restore(): void;
	/** every chunk waits this long, in each direction */
	delay(ms: number): void;
	/** takes bytes and passes none on, until `flow` */
	stall(): void;
	/** ends a stall and a drip */
	flow(): void;
	/** passes so few bytes at a time, in each direction, with this pause between them, until `flow` */
	drip(bytes: number, everyMs: number): void;
	/** Passes so many more bytes in one direction and cuts everything in the middle of whatever that was; once. */
	cutAfter(bytes: number, direction: "to-target" | "from-target"): void;
	/** says goodbye to the target's side only; what the target still sends gets through */
	halfClose(): void;
	connections(): number;
	close(): Promise<void>;
}

/** Where bytes of one direction of one connection wait for their turn. */
interface Lane {
	readonly to: Socket;
	readonly direction: "to-target" | "from-target";
	/** null: the end */
	readonly waiting: { bytes: Buffer | null; dueMs: number }[];
	timer: NodeJS.Timeout | null;
}

/** @param target may be changed while the proxy runs: new connections go where it points then */
export async function startProxy(target: NetConnectOpts): Promise<Proxy> {
	const pairs = new Set<[Socket, Socket]>();
	/** all that are open, also those whose other end has gone */
	const open = new Map<Socket, "near" | "far">();
	const lanes = new Set<Lane>();
	let delayMs = 0;
	let stalled = false;
	let isDown = false;
	let drop: { bytes: number; everyMs: number } | null = null;
	let rest: { bytes: number; direction: Lane["direction"] } | null = null;

	const server = createServer({ allowHalfOpen: true }, (near) => {
		if (isDown) return near.resetAndDestroy();
		const far = connect({ ...target, allowHalfOpen: true });
		const pair: [Socket, Socket] = [near, far];
		pairs.add(pair);
		for (const socket of pair) {
			open.set(socket, socket === near ? "near" : "far");
			socket.once("close", () => open.delete(socket));
		}
		for (const [from, to, direction] of [
			[near, far, "to-target"],
			[far, near, "from-target"],
		] as const) {
			const lane: Lane = { to, direction, waiting: [], timer: null };
			lanes.add(lane);
			to.once("close", () => {
				if (lane.timer) clearTimeout(lane.timer);
				lanes.delete(lane);
			});
			from.setNoDelay(true);
			from.on("data", (bytes) => take(lane, bytes));
			from.on("end", () => take(lane, null));
			from.on("error", () => to.destroy());
			from.on("close", () => {
				pairs.delete(pair);
				take(lane, null);
			});
		}
	});

	function take(lane: Lane, bytes: Buffer | null): void {
		lane.waiting.push({ bytes, dueMs: performance.now() + delayMs });
		pass(lane);
	}

	/** In order, whatever changes meanwhile. */
	function pass(lane: Lane): void {
		for (;;) {
			const [first] = lane.waiting;
			if (!first || stalled || lane.timer) return;
			const earlyMs = first.dueMs - performance.now();
			if (earlyMs > 0) {
				later(lane, earlyMs);
			} else if (first.bytes && drop && first.bytes.length > drop.bytes) {
				give(lane, first.bytes.subarray(0, drop.bytes));
				first.bytes = first.bytes.subarray(drop.bytes);
				later(lane, drop.everyMs);
			} else {
				lane.waiting.shift();
				if (first.bytes) give(lane, first.bytes);
				else lane.to.end();
			}
		}
	}

	function later(lane: Lane, ms: number): void {
		lane.timer = setTimeout(() => {
			lane.timer = null;
			pass(lane);
		}, ms);
	}

	function give(lane: Lane, bytes: Buffer): void {
		if (!lane.to.writable) return;
		if (rest?.direction !== lane.direction || bytes.length <= rest.bytes) {
			if (rest?.direction === lane.direction) rest.bytes -= bytes.length;
			lane.to.write(bytes);
			return;
		}
		// what was passed arrives, and then the end
		lane.to.end(bytes.subarray(0, rest.bytes));
		rest = null;
		const ending = lane.to;
		cut((socket) => socket !== ending);
	}

	function cut(which: (socket: Socket) => boolean = () => true): void {
		for (const [socket, side] of open) {
			if (!which(socket)) continue;
			if (side === "near") socket.resetAndDestroy();
			else socket.destroy();
		}
		for (const lane of lanes) {
			if (lane.timer) clearTimeout(lane.timer);
			lane.timer = null;
			lane.waiting.length = 0;
		}
		pairs.clear();
	}

	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("the proxy has no port");
	return {
		port: address.port,
		cut: () => cut(),
		down() {
			isDown = true;
			cut();
		},
		restore() {
			isDown = false;
		},
		delay(ms) {
			delayMs = ms;
		},
		stall() {
			stalled = true;
		},
		flow() {
			stalled = false;
			drop = null;
			for (const lane of lanes) pass(lane);
		},
		drip(bytes, everyMs) {
			drop = { bytes, everyMs };
		},
		cutAfter(bytes, direction) {
			rest = { bytes, direction };
		},
		halfClose() {
			for (const [, far] of pairs) far.end();
		},
		connections: () => pairs.size,
		close() {
			cut();
			return new Promise((done) => server.close(() => done()));
		},
	};
}
