// A real question of the bank, for tests that decide on commands or show a brief.
import { planOf } from "#core/framework.ts";
import { briefOf } from "#core/question.ts";
import type { DecideContext } from "#core/session.ts";
import { readPackFile } from "#prisma/pack-files.ts";

export const PACK = await readPackFile("prisma/packs/ad-click-prediction.yaml");
export const BRIEF = briefOf(PACK);

/** What a command of a led interview of 45 minutes is decided with. */
export function contextAt(at: number, changes: Partial<DecideContext> = {}): DecideContext {
	const question = { questionId: PACK.id, brief: BRIEF };
	return { at, kind: "led", plan: planOf(45), commandId: "command-1", ...question, ...changes };
}
