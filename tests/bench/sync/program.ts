// A process of the bench: a server that is measured, a relay, a crowd, a probe. Started from a bundle, asked over its own channel,
// and ended. What it says is read by a schema.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import * as z from "zod/mini";
import { GROUPS, type Shares } from "./profile.ts";

const messageSchema = z.union([
	z.object({ port: z.number() }),
	z.object({ no: z.number(), body: z.unknown() }),
	z.object({ no: z.number(), failed: z.string() }),
	z.object({ usage: z.number(), body: z.unknown() }),
]);
const usageSchema = z.object({ cpuMs: z.number(), rss: z.number(), live: z.number() });
export type Usage = z.infer<typeof usageSchema>;
const sharesSchema = z.record(z.enum(GROUPS), z.number());

interface Waiting {
	done(value: unknown): void;
	fail(error: Error): void;
}

export interface ProgramOptions {
	readonly script: string;
	/** loaded first: makes `usage` work in a program that knows nothing of it */
	readonly meter?: string;
	readonly args?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** a program of its own, with modules of its own */
	readonly cwd?: string;
}

export class Program {
	readonly child: ChildProcess;
	/** where it listens, once it has said so */
	readonly port: Promise<number>;
	readonly #waiting = new Map<string, Waiting>();
	#asked = 0;

	constructor({ script, meter, args = [], env = {}, cwd }: ProgramOptions) {
		this.child = fork(script, args, {
			cwd,
			execArgv: ["--expose-gc", ...(meter ? ["--import", pathToFileURL(meter).href] : [])],
			env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production", ...env },
			stdio: ["ignore", "ignore", "inherit", "ipc"],
		});
		this.port = this.#hears("port").then((port) => z.number().parse(port));
		this.port.catch(() => {});
		this.child.on("message", (message) => this.#hear(message));
		this.child.once("exit", (code, signal) => {
			for (const { fail } of this.#waiting.values()) fail(new Error(`${script} ended (${signal ?? code})`));
		});
	}

	get pid(): number {
		return this.child.pid ?? 0;
	}

	async ask<T>(what: string, body: unknown, schema: { parse(value: unknown): T }): Promise<T> {
		const no = ++this.#asked;
		const answered = this.#hears(`answer ${no}`);
		this.child.send({ ask: what, no, body });
		return schema.parse(await answered);
	}

	/** Processor time and memory; `collect` collects garbage first. */
	async usage({ collect }: { collect: boolean } = { collect: false }): Promise<Usage> {
		const no = ++this.#asked;
		const answered = this.#hears(`usage ${no}`);
		this.child.send({ usage: no, collect });
		return usageSchema.parse(await answered);
	}

	/** What its main thread does in the next `forMs`. */
	async profile(forMs: number): Promise<Shares> {
		const no = ++this.#asked;
		const answered = this.#hears(`usage ${no}`);
		this.child.send({ usage: no, profileMs: forMs });
		return sharesSchema.parse(await answered);
	}

	async end(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
		if (this.child.exitCode !== null || this.child.signalCode !== null) return;
		const gone = once(this.child, "exit");
		this.child.kill(signal);
		await gone;
	}

	#hears(key: string): Promise<unknown> {
		return new Promise((done, fail) => this.#waiting.set(key, { done, fail }));
	}

	#hear(message: unknown): void {
		const read = messageSchema.safeParse(message);
		if (!read.success) return;
		const said = read.data;
		if ("port" in said) this.#take("port")?.done(said.port);
		else if ("usage" in said) this.#take(`usage ${said.usage}`)?.done(said.body);
		else if ("failed" in said) this.#take(`answer ${said.no}`)?.fail(new Error(said.failed));
		else this.#take(`answer ${said.no}`)?.done(said.body);
	}

	#take(key: string): Waiting | undefined {
		const waiting = this.#waiting.get(key);
		this.#waiting.delete(key);
		return waiting;
	}
}
