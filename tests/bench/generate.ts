// A program of its own, because its window and its seeded chance are the whole process's: drives the interview that is measured
// and writes into a folder the recording, the final documents and what was counted. Arguments: folder; half, long, stroke or small.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { seeded } from "#tests/helpers/seeded.ts";
import { openWindow } from "#tests/helpers/seeded-window.ts";

const SEED = 20261121;

const [folder = ".", name = "half"] = process.argv.slice(2);
const random = seeded(SEED);
openWindow(random);
// only now: they load tldraw
const { recordInterview } = await import("./record-interview.ts");
const { AMOUNTS } = await import("./interview.ts");
const [, amount] = Object.entries(AMOUNTS).find(([known]) => known === name) ?? [];
if (!amount) throw new Error(`there is no interview "${name}"`);
const made = await recordInterview(random, amount, { withPlain: name !== "long" });
await writeFile(join(folder, "recording.bwr"), made.recording);
await writeFile(join(folder, "document.bin"), made.document);
await writeFile(join(folder, "plain.bin"), made.plainDocument);
await writeFile(join(folder, "counts.json"), JSON.stringify(made.counts, null, "\t"));
// the window's timers would keep the process
process.exit(0);
