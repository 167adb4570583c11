// What every Boardwalk has from its first start: the questions of prisma/packs and the recorded sample interview. Runs at each
// start and changes only what differs. A broken pack stops the start with file, line, place and reason.
import { readFile } from "node:fs/promises";
import type { QuestionPack } from "#core/question.ts";
import type { Database } from "#server/db/client.ts";
import { packRow } from "#server/db/own-questions.ts";
import type { Logger } from "#server/log.ts";
import { StartError } from "#server/start-error.ts";
import { loadSample } from "./load-sample.ts";
import { readBank } from "./pack-files.ts";

interface Places {
	packs: string;
	sample: string;
}

// from the working directory: the server runs as a bundle that lies elsewhere
const PLACES: Places = { packs: "prisma/packs", sample: "prisma/sample/ad-click-prediction.bwr.gz" };

/** One seed at a time, however many nodes start. */
const SEED_LOCK = 72_707_370;
const TRANSACTION_MS = 120_000;

export async function seed(db: Database, log: Logger, places: Places = PLACES): Promise<void> {
	const packs = await readPacks(places.packs);
	const sample = await readIfThere(places.sample);
	await db.prisma.$transaction(
		async (transaction) => {
			await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${SEED_LOCK})`;
			const known = new Map(
				(await transaction.question.findMany({ select: { id: true, hash: true, retired: true } })).map((row) => [
					row.id,
					row,
				]),
			);
			for (const pack of packs) {
				const row = { ...packRow(pack), retired: false };
				const before = known.get(pack.id);
				known.delete(pack.id);
				if (before?.hash === row.hash && !before.retired) continue;
				await transaction.question.upsert({ where: { id: pack.id }, create: { id: pack.id, ...row }, update: row });
				log.info({ question: pack.id }, "question loaded");
			}
			const gone = [...known.values()].filter((row) => !row.retired).map((row) => row.id);
			if (gone.length > 0) {
				await transaction.question.updateMany({ where: { id: { in: gone } }, data: { retired: true } });
				log.info({ questions: gone }, "questions retired: their pack files are gone");
			}
			if (sample) await loadSample(transaction, log, { file: places.sample, bytes: sample });
		},
		{ timeout: TRANSACTION_MS, maxWait: TRANSACTION_MS },
	);
}

async function readPacks(folder: string): Promise<QuestionPack[]> {
	const { packs, problems } = await readBank(folder).catch(() => {
		throw new StartError(`The folder of question packs, ${folder}, cannot be read; start Boardwalk in its own folder.`);
	});
	const [first, ...others] = problems;
	if (!first) return packs.map(({ pack }) => pack);
	const place = [first.line === null ? "" : `line ${first.line}`, first.path].filter((part) => part !== "").join(", ");
	const more = others.length > 0 ? ` (and ${others.length} more: npm run packs:check names all)` : "";
	throw new StartError(`The question pack ${first.file} is broken, ${place || "the file"}: ${first.reason}${more}.`);
}

async function readIfThere(file: string): Promise<Buffer | null> {
	try {
		return await readFile(file);
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
		throw error;
	}
}
