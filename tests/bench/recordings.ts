// The recordings that are measured: one stroke, half an hour, two hours. Each is made by a process of its own
// (tests/bench/generate.ts) into dist/bench, and can be used again by the next run that asks for it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Counts } from "./record-interview.ts";

type Name = "stroke" | "half" | "long";

export interface Recordings {
	readonly stroke: Counts;
	readonly half: Counts;
	/** null where only half an hour was asked for */
	readonly long: Counts | null;
	/** the folder of one of them */
	folder(name: Name): string;
}

const FOLDER = join("dist", "bench");

export async function makeRecordings(options: { reuse: boolean; withLong: boolean }): Promise<Recordings> {
	const folder = (name: Name) => join(FOLDER, name);
	const make = async (name: Name): Promise<Counts> => {
		const counts = join(folder(name), "counts.json");
		if (!options.reuse || !existsSync(counts)) {
			await mkdir(folder(name), { recursive: true });
			await runProgram("tests/bench/generate.ts", [folder(name), name]);
		}
		return JSON.parse(await readFile(counts, "utf8"));
	};
	const stroke = await make("stroke");
	const half = await make("half");
	return { stroke, half, long: options.withLong ? await make("long") : null, folder };
}

/** One of the bench's own programs. @returns what it printed */
export function runProgram(script: string, args: readonly string[]): Promise<string> {
	return new Promise((done, fail) => {
		const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
			// as people run it: tldraw freezes and checks more in development
			env: { ...process.env, NODE_ENV: "production" },
			stdio: ["ignore", "pipe", "inherit"],
		});
		let output = "";
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			output += text;
		});
		child.once("error", fail);
		child.once("close", (code) => {
			if (code === 0) done(output);
			else fail(new Error(`${script} ended with code ${code}`));
		});
	});
}
