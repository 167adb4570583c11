// The pack files of a folder, read and compared with each other: for the seed, which loads them, and for `npm run packs:check`,
// which names everything that is wrong with them.
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { bankShortfalls, sharedSentences } from "#core/bank-rules.ts";
import { MAX_PACK_BYTES } from "#core/limits.ts";
import type { QuestionPack } from "#core/question.ts";
import { type PackProblem, readPack } from "#server/read-pack.ts";

export interface FileProblem extends PackProblem {
	file: string;
}

export interface PackFiles {
	packs: { file: string; pack: QuestionPack }[];
	problems: FileProblem[];
}

const ENDING = ".yaml";

/**
 * Every pack of the bank: one file each, called like its id, with all that the bank asks for (core/bank-rules.ts).
 * @throws Error when the folder cannot be read
 */
export async function readBank(folder: string): Promise<PackFiles> {
	const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
	const files = names.map(({ name }) => name).sort();
	const read = await readPackFiles(files.filter((name) => name.endsWith(ENDING)).map((name) => join(folder, name)));
	const strays = files.filter((name) => /\.(yml|json)$/.test(name)).map((name) => join(folder, name));
	const misnamed = read.packs.filter(({ file, pack }) => pack.id !== basename(file, ENDING));
	return {
		packs: read.packs,
		problems: [
			...read.problems,
			...misnamed.map(({ file, pack }) => problem(file, "id", `must be called like its file, not "${pack.id}"`)),
			...read.packs.flatMap(({ file, pack }) =>
				bankShortfalls(pack).map(({ path, message }) => problem(file, path.join("."), message)),
			),
			...alike(read.packs),
			...strays.map((file) => problem(file, "", `is not read: packs of the bank end in ${ENDING}`)),
		],
	};
}

function alike(read: PackFiles["packs"]): FileProblem[] {
	const files = new Map(read.map(({ file, pack }) => [pack.id, file]));
	return sharedSentences(read.map(({ pack }) => pack)).map(({ id, other, shared, of, example }) =>
		problem(
			files.get(id) ?? id,
			"",
			`shares ${shared} of ${of} sentences with ${other}, more than a tenth: "${example}"`,
		),
	);
}

/** @throws Error when a file cannot be read */
export async function readPackFiles(files: readonly string[]): Promise<PackFiles> {
	const found: PackFiles = { packs: [], problems: [] };
	for (const file of files) {
		const bytes = await readFile(file);
		const read = bytes.length > MAX_PACK_BYTES ? tooLong() : readPack(bytes.toString("utf8"));
		if ("problems" in read) found.problems.push(...read.problems.map((each) => ({ file, ...each })));
		else found.packs.push({ file, pack: read.pack });
	}
	const first = new Map<string, string>();
	for (const { file, pack } of found.packs) {
		const before = first.get(pack.id);
		if (before === undefined) first.set(pack.id, file);
		else found.problems.push(problem(file, "id", `"${pack.id}" is the id of ${before}, too`));
	}
	return found;
}

/** One pack that is known to be whole. @throws Error with all that is wrong with it */
export async function readPackFile(file: string): Promise<QuestionPack> {
	const { packs, problems } = await readPackFiles([file]);
	const [read] = packs;
	if (!read || problems.length > 0) throw new Error(problems.map(problemLine).join("\n"));
	return read.pack;
}

/** `prisma/packs/x.yaml:12: steps.data.hints: must be three` */
export function problemLine({ file, line, path, reason }: FileProblem): string {
	return [line === null ? file : `${file}:${line}`, path, reason].filter((part) => part !== "").join(": ");
}

function problem(file: string, path: string, reason: string): FileProblem {
	return { file, line: null, path, reason };
}

function tooLong() {
	return { problems: [{ line: null, path: "", reason: `may have at most ${MAX_PACK_BYTES / 1024} KB` }] };
}
