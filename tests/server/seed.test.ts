// The seed: questions and the sample from files, the same after any number of starts; a broken file says where it is broken.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { briefOf, publicQuestion, questionPackSchema } from "#core/question.ts";
import { encodeEvent, encodeRecording } from "#core/recording.ts";
import type { SessionEvent } from "#core/session.ts";
import { seed } from "#prisma/seed.ts";
import { type Database, openDatabase } from "#server/db/client.ts";
import { StartError } from "#server/start-error.ts";
import { createTestDatabase, type TestDatabase } from "../helpers/database.ts";

const log = pino({ level: "silent" });
const PACK = "prisma/packs/ad-click-prediction.yaml";
let own: TestDatabase;
let db: Database;
let folder: string;

beforeAll(async () => {
	own = await createTestDatabase();
	db = openDatabase(own.url, log);
});

afterAll(async () => {
	await db.close();
	await own.drop();
});

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "boardwalk-packs-"));
	await mkdir(join(folder, "packs"));
	await db.prisma.session.deleteMany();
	await db.prisma.question.deleteMany();
	await db.prisma.writer.deleteMany();
	return () => rm(folder, { recursive: true, force: true });
});

const places = () => ({ packs: join(folder, "packs"), sample: join(folder, "sample.bwr.gz") });
const putPack = (text: string, name = "ad-click-prediction") => writeFile(join(folder, "packs", `${name}.yaml`), text);

async function refusal(): Promise<string> {
	const error = await seed(db, log, places()).then(
		() => null,
		(caught: unknown) => caught,
	);
	expect(error).toBeInstanceOf(StartError);
	return (error as StartError).message;
}

/** Everything the seed may have written, with the row versions of Postgres: an untouched row keeps its own. */
/** in the bank */
const QUESTIONS = 15;

async function rows(): Promise<unknown> {
	const { rows: questions } = await db.pool.query("select xmin::text, * from question order by id");
	const { rows: sessions } = await db.pool.query("select xmin::text, * from session order by id");
	const { rows: entries } = await db.pool.query("select xmin::text, * from entry order by session_id, seq");
	return { questions, sessions, entries };
}

describe("questions", () => {
	it("the packs that come with Boardwalk are loaded, and a second start changes nothing", async () => {
		await seed(db, log);
		const first = await rows();
		const loaded = await db.prisma.question.findMany({ orderBy: { id: "asc" } });
		expect(loaded.map((row) => `${row.id}.yaml`)).toEqual((await readdir("prisma/packs")).sort());
		expect(loaded).toHaveLength(QUESTIONS);
		await seed(db, log);
		expect(await rows()).toEqual(first);
	});

	it("two starts at once load each question once", async () => {
		await Promise.all([seed(db, log), seed(db, log), seed(db, log)]);
		expect(await db.prisma.question.count()).toBe(QUESTIONS);
	});

	it("a changed pack replaces the question; a vanished one is retired and comes back with its file", async () => {
		const text = await readFile(PACK, "utf8");
		await putPack(text);
		await seed(db, log, places());
		await putPack(text.replace(/^difficulty: .*$/m, "difficulty: easy"));
		await seed(db, log, places());
		const row = await db.prisma.question.findUniqueOrThrow({ where: { id: "ad-click-prediction" } });
		expect(questionPackSchema.parse(row.pack).difficulty).toBe("easy");

		await rm(join(folder, "packs", "ad-click-prediction.yaml"));
		await seed(db, log, places());
		expect(await db.prisma.question.findMany({ select: { retired: true } })).toEqual([{ retired: true }]);
		await putPack(text);
		await seed(db, log, places());
		expect(await db.prisma.question.findMany({ select: { retired: true } })).toEqual([{ retired: false }]);
	});

	it("a pack that is no YAML stops the start with file, line and reason, and nothing is loaded", async () => {
		const good = await readFile(PACK, "utf8");
		await putPack(good);
		await putPack('id: broken\ntitle: "no end\n', "broken");
		const words = await refusal();
		expect(words).toContain(join(folder, "packs", "broken.yaml"));
		expect(words).toMatch(/line \d+: /);
		expect(words).not.toContain("\n");
		expect(await db.prisma.question.count()).toBe(0);
	});

	it("a pack with a wrong field stops the start with file, line, place and reason", async () => {
		const text = await readFile(PACK, "utf8");
		const broken = text.replace(/^difficulty: .*$/m, "difficulty: mild");
		const line = broken.split("\n").findIndex((row) => row.startsWith("difficulty:")) + 1;
		await putPack(broken);
		expect(await refusal()).toMatch(
			new RegExp(`ad-click-prediction\\.yaml is broken, line ${line}, difficulty: .+\\.$`),
		);
	});

	it("a place deep in a pack is named down to the item", async () => {
		const text = await readFile(PACK, "utf8");
		await putPack(text.replace(/importance: must/, "importance: very"));
		expect(await refusal()).toMatch(/line \d+, clarifications\.0\.importance: /);
	});

	it("a field that nobody knows, a missing one, an empty file and a name unlike the id are said", async () => {
		const text = await readFile(PACK, "utf8");
		await putPack(`${text}\nsurprise: 1\n`);
		expect(await refusal()).toMatch(/line \d+, surprise: nobody knows this field/);
		await putPack(text.replace(/^title: .*$/m, ""));
		expect(await refusal()).toMatch(/title: /);
		await putPack("");
		expect(await refusal()).toContain("ad-click-prediction.yaml is broken");
		await putPack(text, "other");
		await rm(join(folder, "packs", "ad-click-prediction.yaml"));
		expect(await refusal()).toContain('must be called like its file, not "ad-click-prediction"');
	});

	it("a folder that cannot be read is said in one sentence", async () => {
		await rm(join(folder, "packs"), { recursive: true });
		expect(await refusal()).toMatch(/folder of question packs, .* cannot be read/);
	});
});

describe("the sample interview", () => {
	async function sample({ note = "she asked for the metric first" } = {}): Promise<Buffer> {
		const pack = questionPackSchema.parse(parse(await readFile(PACK, "utf8")));
		const event = (at: number, by: string, content: SessionEvent) => ({
			at,
			kind: "event" as const,
			person: by,
			data: encodeEvent(content),
		});
		const frames = [
			{ at: 0, kind: "update" as const, person: null, data: Uint8Array.of(0, 0) },
			event(1_000, "ann", { type: "started", by: "ann", segment: "intro" }),
			event(2_000, "ann", { type: "note-added", by: "ann", noteId: "n1", text: note, kind: "note" }),
			event(61_000, "ann", { type: "segment-entered", by: "ann", segment: "clarify" }),
			event(121_000, "ann", { type: "debrief-begun", by: "ann" }),
			event(122_000, "ann", { type: "closed", by: "ann" }),
		];
		return gzipSync(
			encodeRecording(
				{
					version: 1,
					facts: {
						id: "sample-ad-click",
						kind: "led",
						minutes: 45,
						level: "senior",
						family: pack.family,
						createdAt: "2025-01-01T10:00:00.000Z",
						meetingUrl: null,
					},
					you: { participantId: "ann", role: "interviewer", choseQuestion: true },
					title: "Ad clicks, a sample",
					question: publicQuestion(pack),
					brief: briefOf(pack),
					people: [
						{ id: "ann", name: "Ann", role: "interviewer" },
						{ id: "bo", name: "Bo", role: "candidate" },
					],
					live: false,
					frames: frames.length,
				},
				frames,
			),
		);
	}

	it("is put back into rows: its ids, its times, its audiences and what lists show", async () => {
		await putPack(await readFile(PACK, "utf8"));
		await writeFile(places().sample, await sample());
		await seed(db, log, places());
		const session = await db.prisma.session.findUniqueOrThrow({ where: { id: "sample-ad-click" } });
		expect(session).toMatchObject({ sample: true, phase: "ended", startedAt: 1_000, endedAt: 122_000 });
		expect(session.walk).toEqual({ intro: 60_000, clarify: 60_000 });
		const entries = await db.prisma.entry.findMany({ where: { sessionId: session.id }, orderBy: { seq: "asc" } });
		expect(entries.map((entry) => [Number(entry.at), entry.eventNo, entry.audience, entry.author])).toEqual([
			[0, null, "all", null],
			[1_000, 1, "all", "ann"],
			[2_000, 2, "interviewers", "ann"],
			[61_000, 3, "all", "ann"],
			[121_000, 4, "all", "ann"],
			[122_000, 5, "all", "ann"],
		]);
	});

	it("is loaded once; another recording replaces it whole", async () => {
		await putPack(await readFile(PACK, "utf8"));
		await writeFile(places().sample, await sample());
		await seed(db, log, places());
		const first = await rows();
		await seed(db, log, places());
		expect(await rows()).toEqual(first);

		await writeFile(places().sample, await sample({ note: "another" }));
		await seed(db, log, places());
		expect(await db.prisma.session.count()).toBe(1);
		expect(await db.prisma.writer.count({ where: { id: { startsWith: "sample-" } } })).toBe(1);
		expect(await db.prisma.entry.count()).toBe(6);
	});

	it("a broken file stops the start with its name", async () => {
		await putPack(await readFile(PACK, "utf8"));
		await writeFile(places().sample, Buffer.from("not a recording"));
		expect(await refusal()).toContain("sample.bwr.gz is broken");
		await writeFile(places().sample, gzipSync(Buffer.from("BWR2")));
		expect(await refusal()).toContain("sample.bwr.gz is broken");
	});
});
