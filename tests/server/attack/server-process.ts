// The server in a process of its own, for inputs that might end it or hang it, and two people in another room who show that neither
// happened: they draw all the time, and the longest time that one waited for the other's edit is kept.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Board } from "#tests/helpers/seats.ts";
import { TEST_SECRET } from "#tests/helpers/server.ts";

const SCRIPT = fileURLToPath(new URL("../../helpers/bare-server.ts", import.meta.url));
const TSX = import.meta.resolve("tsx");

export interface ServerProcess {
	readonly port: number;
	readonly pid: number;
	/** how it ended, null while it lives */
	ended(): string | null;
	stop(): Promise<void>;
}

export async function startServerProcess(databaseUrl: string): Promise<ServerProcess> {
	const child = spawn(process.execPath, ["--import", TSX, SCRIPT], {
		env: {
			PATH: process.env.PATH,
			HOME: process.env.HOME,
			NODE_ENV: "test",
			PORT: "0",
			HOST: "127.0.0.1",
			AUTH_SECRET: TEST_SECRET,
			DATABASE_URL: databaseUrl,
		},
		stdio: ["ignore", "pipe", "pipe"],
	});
	let output = "";
	let ended: string | null = null;
	const gone = new Promise<void>((done) => {
		child.once("exit", (code, signal) => {
			ended = `ended with ${code ?? signal}: ${output.slice(-2_000)}`;
			done();
		});
	});
	const port = await listening(child, (text) => {
		output += text;
	});
	return {
		port,
		pid: child.pid ?? 0,
		ended: () => ended,
		async stop() {
			child.kill("SIGTERM");
			await gone;
		},
	};
}

function listening(child: ChildProcess, hear: (text: string) => void): Promise<number> {
	return new Promise((done, fail) => {
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding("utf8").on("data", (text: string) => {
				hear(text);
				const found = /listening on (\d+)/.exec(text)?.[1];
				if (found) done(Number(found));
			});
		}
		child.once("exit", () => fail(new Error("the server did not start")));
	});
}

/** @returns how long the longest wait was so far, in ms; `stop` ends the drawing */
export function watchPair(a: Board, b: Board): { worstMs(): number; stop(): void } {
	let worstMs = 0;
	let waiting: { key: string; sinceMs: number } | null = null;
	let count = 0;
	const look = () => {
		if (!waiting) return;
		const waitedMs = performance.now() - waiting.sinceMs;
		if (b.doc.getMap("records").get("probe") === waiting.key) waiting = null;
		worstMs = Math.max(worstMs, waitedMs);
	};
	b.doc.getMap("records").observe(look);
	const timer = setInterval(() => {
		look();
		if (waiting) return;
		const key = `${++count}`;
		waiting = { key, sinceMs: performance.now() };
		a.doc.getMap("records").set("probe", key);
	}, 50);
	return {
		worstMs() {
			look();
			return Math.round(worstMs);
		},
		stop: () => clearInterval(timer),
	};
}
