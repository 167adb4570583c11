// The compiler keeps core pure: no clock that ticks by itself, no network, no page, no process. A file that uses one of them does not
// compile under core/tsconfig.json.
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let house: string;
beforeAll(async () => {
	house = await realpath(await mkdtemp(join(tmpdir(), "boardwalk-core-")));
	await mkdir(join(house, "core"));
	for (const file of ["tsconfig.json", "core/tsconfig.json"]) await cp(file, join(house, file));
	await symlink(resolve("node_modules"), join(house, "node_modules"));
});
afterAll(() => rm(house, { recursive: true, force: true }));

async function compile(text: string): Promise<string> {
	await writeFile(join(house, "core", "broken.ts"), `${text}\n`);
	const program = resolve("node_modules/typescript/bin/tsc");
	return spawnSync(process.execPath, [program, "--noEmit", "-p", "core"], { cwd: house, encoding: "utf8" }).stdout;
}

describe("core", () => {
	it("compiles as long as it is pure", async () => {
		expect(await compile("export const double = (x: number): number => x * 2;")).toBe("");
	});

	it.each([
		["setTimeout", "setTimeout(() => {}, 1);"],
		["document", "export const x = document.title;"],
		["fetch", 'export const x = fetch("/");'],
		["process", "export const x = process.env;"],
		["console", 'console.log("x");'],
		["crypto", "export const x = crypto.randomUUID();"],
		["performance", "export const x = performance.now();"],
		["TextEncoder", "export const x = new TextEncoder();"],
		["WebSocket", 'export const x = new WebSocket("ws://x");'],
	])("does not compile with %s", async (name, text) => {
		expect(await compile(text)).toMatch(new RegExp(`Cannot find name '${name}'`));
	});

	it("asks neither the clock nor chance, which every JavaScript has", () => {
		const { stdout } = spawnSync(
			"grep",
			["-rnE", "Date\\.now|new Date\\(\\)|Math\\.random", "core", "--include=*.ts"],
			{
				encoding: "utf8",
			},
		);
		const code = stdout.split("\n").filter((line) => line !== "" && !/:\d+:\s*(\/\/|\*|\/\*)/.test(line));
		expect(code).toEqual([]);
	});
});
