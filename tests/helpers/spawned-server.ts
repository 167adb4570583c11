// Boardwalk as people start it: `node server/start.mjs` in a process of its own, on a free port, with its own data folder. For tests
// of starting, stopping, dying and coming back; used by server tests and browser tests alike.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

export interface SpawnedServer {
	url: string;
	port: number;
	pid: number;
	/** everything that it printed so far, both streams */
	output(): string;
	/** of that only standard error: the log */
	log(): string;
	/** asks it to stop, or kills it; resolves when it is gone */
	end(signal?: NodeJS.Signals): Promise<Ended>;
	ended: Promise<Ended>;
}

export interface Ended {
	code: number | null;
	signal: NodeJS.Signals | null;
	output: string;
}

interface Options {
	/** beside PATH and HOME; nothing else of this process's environment is handed on */
	env?: Record<string, string>;
	/** for Node itself, before the script */
	nodeArgs?: string[];
	args?: string[];
	/** as another user; for tests that run as root */
	uid?: number;
}

const READY_TIMEOUT_MS = 90_000;

/** Resolves when it says that it is ready; throws with what it said when it ends before. */
export async function spawnBoardwalk(options: Options): Promise<SpawnedServer> {
	const { child, ended, output, log } = launch(options);
	const url = await new Promise<string>((done, fail) => {
		const timer = setTimeout(() => {
			child.kill("SIGTERM");
			fail(new Error(`Boardwalk was not ready in time:\n${output()}`));
		}, READY_TIMEOUT_MS);
		const look = () => {
			const found = /Boardwalk is ready\s+on this computer\s+(http:\/\/\S+)[\s\S]*Ctrl-C/.exec(output());
			if (!found?.[1]) return;
			clearTimeout(timer);
			done(found[1]);
		};
		child.stdout?.on("data", look);
		void ended.then(() => {
			clearTimeout(timer);
			fail(new Error(`Boardwalk ended before it was ready:\n${output()}`));
		});
	});
	return {
		url,
		port: Number(new URL(url).port),
		pid: child.pid ?? 0,
		output,
		log,
		end(signal = "SIGTERM") {
			child.kill(signal);
			return ended;
		},
		ended,
	};
}

/** For a start that is expected to fail. */
export function runBoardwalk(options: Options): Promise<Ended> {
	return launch(options).ended;
}

function launch({ env = {}, nodeArgs = [], args = [], uid }: Options): {
	child: ChildProcess;
	ended: Promise<Ended>;
	output(): string;
	log(): string;
} {
	const child = spawn(process.execPath, [...nodeArgs, join("server", "start.mjs"), ...args], {
		env: {
			PATH: process.env.PATH,
			HOME: process.env.HOME,
			NODE_ENV: "production",
			PORT: "0",
			LOG_LEVEL: "warn",
			...env,
		},
		stdio: ["ignore", "pipe", "pipe"],
		...(uid === undefined ? {} : { uid, gid: uid }),
	});
	let output = "";
	let log = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (text: string) => {
			output += text;
			if (stream === child.stderr) log += text;
		});
	}
	const ended = new Promise<Ended>((done) => {
		child.once("close", (code, signal) => done({ code, signal, output }));
	});
	return { child, ended, output: () => output, log: () => log };
}
