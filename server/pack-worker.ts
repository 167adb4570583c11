// The worker thread that reads the pack files of people, one after the other: some texts keep the reader of YAML busy for minutes,
// or fill a memory. In come texts, out come packs or what is wrong with them. It is an entry of the bundle (prepare.mjs).
import { parentPort } from "node:worker_threads";
import { type ReadPack, readPack } from "#server/read-pack.ts";

function answer(text: string): ReadPack {
	try {
		return readPack(text);
	} catch {
		// what lies deeper in itself than the stack goes; a text that breaks the reader is no pack
		return { problems: [{ line: null, path: "", reason: "cannot be read: it is too deep or broken" }] };
	}
}

parentPort?.on("message", (text: string) => parentPort?.postMessage(answer(text)));
