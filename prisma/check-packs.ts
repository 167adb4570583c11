// `npm run packs:check [-- <file> …]`: names everything that is wrong with the packs of the bank, or with the files that are given,
// by file, line, place and reason. Ends with code 1 when there is anything.
import { type PackFiles, problemLine, readBank, readPackFiles } from "./pack-files.ts";

const files = process.argv.slice(2);

async function look(): Promise<PackFiles> {
	try {
		return files.length > 0 ? await readPackFiles(files) : await readBank("prisma/packs");
	} catch (error) {
		console.error(error instanceof Error ? error.message : String(error));
		process.exit(1);
	}
}

const { packs, problems } = await look();
for (const problem of problems) console.log(problemLine(problem));
const count = (number: number, one: string) => `${number} ${one}${number === 1 ? "" : "s"}`;
console.log(`${count(packs.length, "whole pack")}, ${count(problems.length, "error")}`);
process.exitCode = problems.length > 0 ? 1 : 0;
