// A real question of the bank, for tests that decide on commands or show a brief.
import { readFileSync } from "node:fs";
import { planOf } from "#core/framework.ts";
import { briefOf } from "#core/question.ts";
import type { DecideContext } from "#core/session.ts";
import { readPack } from "../../prisma/read-pack.ts";

const read = readPack(readFileSync("prisma/packs/ad-click-prediction.yaml", "utf8"));
if ("problem" in read) throw new Error(read.problem);
export const PACK = read;
export const BRIEF = briefOf(PACK);

/** What a command of a led interview of 45 minutes is decided with. */
export function contextAt(at: number, changes: Partial<DecideContext> = {}): DecideContext {
	const question = { questionId: PACK.id, brief: BRIEF };
	return { at, kind: "led", plan: planOf(45), commandId: "command-1", ...question, ...changes };
}
