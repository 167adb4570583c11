// Makes the sample interview that every visitor can replay: `npx tsx prisma/make-sample.ts` writes
// prisma/sample/ad-click-prediction.bwr.gz, the recording in the interviewer's view that the seed loads. Two real editors
// in jsdom are driven through the real binding; chance is seeded and the clock is the script's, so that the same code
// always writes the same recording.
import { writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { planOf } from "#core/framework.ts";
import { briefOf, publicQuestion } from "#core/question.ts";
import { decodeRecording, encodeRecording, type RecordingHeader } from "#core/recording.ts";
import { seeded } from "#tests/helpers/seeded.ts";
import { openWindow } from "#tests/helpers/seeded-window.ts";
import { readPackFile } from "./pack-files.ts";

const FILE = "prisma/sample/ad-click-prediction.bwr.gz";
const PACK = "prisma/packs/ad-click-prediction.yaml";
const SESSION_ID = "sample-ad-click-prediction";
const CREATED_AT = "2025-11-14T14:02:00.000Z";
const SEED = 20251114;

async function main(): Promise<void> {
	const pack = await readPackFile(PACK);
	const random = seeded(SEED);
	openWindow(random);
	// only now: tldraw looks for a window and for chance when it is loaded
	const { sameValue } = await import("#core/document.ts");
	const { Studio } = await import("./sample/studio.ts");
	const { JONAS, planInterview, PRIYA } = await import("./sample/interview.ts");

	const studio = new Studio(SESSION_ID, planOf(45), pack);
	studio.enter(PRIYA);
	studio.enter(JONAS);
	planInterview(studio, random);
	const editors = studio.run();
	const [one, other] = editors.map((editor) => editor.getCurrentPageShapesSorted());
	if (!sameValue(one, other)) throw new Error("the two boards of the sample differ");

	const header: RecordingHeader = {
		version: 1,
		facts: {
			id: SESSION_ID,
			kind: "led",
			minutes: 45,
			level: "senior",
			family: pack.family,
			createdAt: CREATED_AT,
			meetingUrl: null,
		},
		you: { participantId: PRIYA.participantId, role: PRIYA.role, choseQuestion: true },
		title: null,
		question: publicQuestion(pack),
		brief: briefOf(pack),
		people: [PRIYA, JONAS].map(({ participantId, name, role }) => ({ id: participantId, name, role })),
		live: false,
		frames: studio.frames.length,
	};
	const bytes = encodeRecording(header, studio.frames);
	decodeRecording(bytes);
	const zipped = gzipSync(bytes, { level: 9 });
	// the byte that names the operating system: the same file everywhere
	zipped[9] = 255;
	await writeFile(FILE, zipped);
	const shapes = editors[0]?.getCurrentPageShapes().length ?? 0;
	console.log(`${FILE}: ${studio.frames.length} frames, ${shapes} shapes, ${Math.round(zipped.length / 1024)} KB`);
	studio.close();
	// jsdom's timers would keep the process
	process.exit(0);
}

await main();
