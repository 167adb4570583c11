// `npm run screens [-- <part of a scene's name>]`: every screen in three sizes and two themes, with real content, into the folder
// screens/ with one contact sheet. Ends with code 1 when a screen has what no screen may have.
import { spawnSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { bin, buildPages, bundleServer, copyAssets, generate } from "#server/prepare.mjs";
import { writeSheet } from "./sheet.ts";
import { FOLDER, SHOTS, type Shot } from "./stage.ts";

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
// a scene may take none
await writeFile(SHOTS, "");
await generate();
await copyAssets();
await buildPages();
await bundleServer();

const args = ["test", "--config", "tests/screens/playwright.config.ts", "--grep", process.argv[2] ?? ""];
const { status } = spawnSync(process.execPath, [bin("@playwright/test", "playwright"), ...args], { stdio: "inherit" });

const shots: Shot[] = (await readFile(SHOTS, "utf8"))
	.split("\n")
	.filter((line) => line !== "")
	.map((line) => JSON.parse(line));
await writeSheet(FOLDER, shots);
const faulty = shots.filter(({ faults }) => faults.length > 0);
for (const { file, faults } of faulty) for (const fault of faults) console.log(`  ${file}: ${fault}`);
console.log(
	`\n${shots.length} pictures, ${faulty.length} with faults: ${FOLDER}/index.html, ${FOLDER}/contact-sheet.png`,
);
process.exitCode = status !== 0 || faulty.length > 0 ? 1 : 0;
