// `npm run packs:check`: the packs of the bank are whole; files that are not are named with everything that is wrong, and the
// program says so by its code, too.
import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { MAX_PACK_BYTES } from "#core/limits.ts";
import { problemLine, readBank, readPackFiles } from "#prisma/pack-files.ts";

const BANK = "prisma/packs";
let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "boardwalk-packs-"));
	return () => rm(folder, { recursive: true, force: true });
});

async function linesOf(bank: string): Promise<string[]> {
	return (await readBank(bank)).problems.map(problemLine);
}

function check(...files: string[]): { code: number | null; output: string } {
	const tsx = join("node_modules", "tsx", "dist", "cli.mjs");
	const { status, stdout } = spawnSync(process.execPath, [tsx, "prisma/check-packs.ts", ...files], {
		encoding: "utf8",
	});
	return { code: status, output: stdout };
}

describe("the packs of the bank", () => {
	it("are whole", async () => {
		const { packs, problems } = await readBank(BANK);
		expect(problems.map(problemLine)).toEqual([]);
		expect(packs).toHaveLength(15);
	});

	it("are each called like their file, one id each, in files that are read", async () => {
		await cp(join(BANK, "ad-click-prediction.yaml"), join(folder, "clicks.yaml"));
		await cp(join(BANK, "ad-click-prediction.yaml"), join(folder, "ad-click-prediction.yaml"));
		await writeFile(join(folder, "new.yml"), "id: new");
		await writeFile(join(folder, "README.md"), "Words.");
		expect(await linesOf(folder)).toEqual([
			`${join(folder, "clicks.yaml")}: id: "ad-click-prediction" is the id of ${join(folder, "ad-click-prediction.yaml")}, too`,
			`${join(folder, "clicks.yaml")}: id: must be called like its file, not "ad-click-prediction"`,
			`${join(folder, "new.yml")}: is not read: packs of the bank end in .yaml`,
		]);
	});

	it("have what the bank asks for, and sentences of their own", async () => {
		const text = await readFile(join(BANK, "ad-click-prediction.yaml"), "utf8");
		const sparse = text.replace(/^sources:\n(?: {2}.*\n)*/m, "");
		await writeFile(join(folder, "ad-click-prediction.yaml"), sparse);
		await writeFile(join(folder, "copy.yaml"), text.replace(/^id: .*$/m, "id: copy"));
		const [few, alike, ...others] = await linesOf(folder);
		expect(few).toBe(
			`${join(folder, "ad-click-prediction.yaml")}: sources: has 0, a question of the bank needs at least 3`,
		);
		expect(alike).toMatch(/ad-click-prediction\.yaml: shares \d+ of \d+ sentences with copy, more than a tenth: "/);
		expect(others).toEqual([]);
	});

	it("a huge file is not read at all", async () => {
		await writeFile(join(folder, "huge.yaml"), `id: ${"x".repeat(MAX_PACK_BYTES)}`);
		expect(await linesOf(folder)).toEqual([`${join(folder, "huge.yaml")}: may have at most 128 KB`]);
	});
});

describe("the program", () => {
	it("says that the bank is whole and ends well", () => {
		const { code, output } = check();
		expect(output).toMatch(/^\d+ whole packs, 0 errors\n$/);
		expect(code).toBe(0);
	});

	it("names every error of the files it is given, and ends with code 1", async () => {
		const text = await readFile(join(BANK, "ad-click-prediction.yaml"), "utf8");
		const broken = join(folder, "broken.yaml");
		await writeFile(broken, text.replace(/^title: .*$/m, "title:").replace(/^difficulty: .*$/m, "difficulty: mild"));
		const { code, output } = check(join(BANK, "video-recommendation.yaml"), broken);
		expect(output.split("\n")).toEqual([
			`${broken}:3: title: must be text, not empty`,
			`${broken}:5: difficulty: must be one of easy, medium, hard`,
			"1 whole pack, 2 errors",
			"",
		]);
		expect(code).toBe(1);
	});

	it("a file that is not there ends it with code 1", () => {
		expect(check(join(folder, "nothing.yaml")).code).toBe(1);
	});

	it("an own file may be called as its author likes", async () => {
		await cp(join(BANK, "ad-click-prediction.yaml"), join(folder, "mine.txt"));
		expect((await readPackFiles([join(folder, "mine.txt")])).problems).toEqual([]);
	});
});
