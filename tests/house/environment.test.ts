// The environment has one reader, server/env.ts, which checks it; index.ts completes it before anybody reads.
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

describe("process.env", () => {
	it("is read in server/env.ts alone, and completed in server/index.ts", () => {
		const folders = ["app", "components", "core", "prisma", "server"];
		const args = [
			"-rlE",
			"process\\.env\\b",
			"--include=*.ts",
			"--include=*.tsx",
			"--exclude-dir=generated",
			...folders,
		];
		const { stdout } = spawnSync("grep", args, { encoding: "utf8" });
		expect(stdout.trim().split("\n").sort()).toEqual(["server/env.ts", "server/index.ts"]);
	});
});
