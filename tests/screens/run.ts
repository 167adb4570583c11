// `npm run screens [-- <part of a screen's name>]`: every screen in three sizes and two themes, with real content, into the folder
// screens/ with one contact sheet. Ends with code 1 when a screen has what no screen may have.
import { mkdir, rm } from "node:fs/promises";
import { buildPages, bundleServer, copyAssets, generate } from "#server/prepare.mjs";
import { SCENES } from "./scenes.ts";
import { writeSheet } from "./sheet.ts";
import { withStage } from "./stage.ts";

const FOLDER = "screens";
const wanted = process.argv[2] ?? "";

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
await generate();
await copyAssets();
await buildPages();
await bundleServer();

console.log("\nTaking the screens");
const shots = await withStage(FOLDER, async (stage) => {
	for (const [name, play] of Object.entries(SCENES)) if (name.includes(wanted)) await play(stage);
});
await writeSheet(FOLDER, shots);
const faulty = shots.filter(({ faults }) => faults.length > 0);
for (const { file, faults } of faulty) for (const fault of faults) console.log(`  ${file}: ${fault}`);
console.log(
	`\n${shots.length} screens, ${faulty.length} with faults: ${FOLDER}/index.html, ${FOLDER}/contact-sheet.png`,
);
process.exitCode = faulty.length > 0 ? 1 : 0;
