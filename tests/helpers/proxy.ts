// A small TCP proxy between two real parties: cuts, delays, stalls and half-closes their connections, so that tests meet the
// network's bad days. To a port, or to a unix socket (the embedded PostgreSQL).
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
	flow(): void;
	/** says goodbye to the target's side only; what the target still sends gets through */
	halfClose(): void;
	connections(): number;
	close(): Promise<void>;
}

export async function startProxy(target: NetConnectOpts): Promise<Proxy> {
	const pairs = new Set<[Socket, Socket]>();
	let delayMs = 0;
	let stalled = false;
	let isDown = false;
	let held: (() => void)[] = [];

	const server = createServer({ allowHalfOpen: true }, (near) => {
		if (isDown) return near.resetAndDestroy();
		const far = connect({ ...target, allowHalfOpen: true });
		const pair: [Socket, Socket] = [near, far];
		pairs.add(pair);
		for (const [from, to] of [pair, [far, near]] as const) {
			from.setNoDelay(true);
			from.on("data", (chunk) => pass(() => to.writable && to.write(chunk)));
			from.on("end", () => pass(() => to.end()));
			from.on("error", () => to.destroy());
			from.on("close", () => {
				pairs.delete(pair);
				pass(() => to.end());
			});
		}
	});

	/** in order: equal delays keep it, and what a stall holds back is let go as it came */
	function pass(act: () => void): void {
		if (stalled) held.push(act);
		else if (delayMs === 0) act();
		else setTimeout(act, delayMs);
	}

	function cut(): void {
		for (const [near, far] of pairs) {
			near.resetAndDestroy();
			far.destroy();
		}
		pairs.clear();
	}

	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("the proxy has no port");
	return {
		port: address.port,
		cut,
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
			const waiting = held;
			held = [];
			for (const act of waiting) act();
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
