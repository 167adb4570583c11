// What a commit has to wait for: which file system on which disk, and how long it takes until a page written to it is safe.
import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { median } from "../figures.ts";

export interface Disk {
	/** as the system calls it */
	readonly name: string;
	/** of 8 KB, written and synced; median */
	readonly syncMs: number;
}

const PAGE_BYTES = 8 * 1024;
const WRITES = 100;

export function lookAtDisk(folder: string): Disk {
	const path = join(folder, "disk-probe");
	const file = openSync(path, "w");
	const page = new Uint8Array(PAGE_BYTES).fill(1);
	const times = Array.from({ length: WRITES }, (_, index) => {
		const from = performance.now();
		writeSync(file, page, 0, PAGE_BYTES, index * PAGE_BYTES);
		fdatasyncSync(file);
		return performance.now() - from;
	});
	closeSync(file);
	rmSync(path);
	return { name: nameOf(folder), syncMs: median(times) };
}

/** The mount with the longest path that holds the folder, where the system tells. */
function nameOf(folder: string): string {
	let mounts: string;
	try {
		mounts = readFileSync("/proc/self/mounts", "utf8");
	} catch {
		return process.platform;
	}
	const [device = "", , type = ""] =
		mounts
			.split("\n")
			.map((line) => line.split(" "))
			.filter(([, mount = " "]) => folder === mount || folder.startsWith(mount.endsWith("/") ? mount : `${mount}/`))
			.sort(([, a = ""], [, b = ""]) => b.length - a.length)[0] ?? [];
	return `${type} on ${device.replace("/dev/", "")}`;
}
