// What a candidate was given while an interview ran: answers, hints, changed requirements, guidance of a step; one list, newest first.
// Pure: the public fields of a view go in.
import { HINT_WORDS } from "#core/aids.ts";
import { type StepId, stepOf } from "#core/framework.ts";
import type { SessionView } from "#core/view.ts";

export type GivenView = Pick<SessionView, "role" | "startedAt" | "clarified" | "hints" | "twists" | "guidance">;

export interface GivenItem {
	readonly key: string;
	/** ms since the session was created */
	readonly at: number;
	readonly kind: "answer" | "hint" | "twist" | "guidance";
	/** "Answer", "Nudge", "Changed requirement", "Guidance" */
	readonly name: string;
	readonly step: StepId | null;
	/** the question of an answer */
	readonly asked: string | null;
	/** one text, or the parts of a step's guidance */
	readonly text: string;
	readonly parts: readonly { readonly title: string; readonly lines: readonly string[] }[];
}

const PLAIN = { step: null, asked: null, text: "", parts: [] } as const;

export function givenOf({ clarified, hints, twists, guidance }: GivenView): GivenItem[] {
	const items: GivenItem[] = [
		...clarified.map(
			({ no, at, q, a }) =>
				({ ...PLAIN, key: `answer ${no}`, at, kind: "answer", name: "Answer", asked: q, text: a }) as const,
		),
		...hints.map(
			({ at, step, level, text }) =>
				({ ...PLAIN, key: `hint ${step} ${level}`, at, kind: "hint", name: HINT_WORDS[level], step, text }) as const,
		),
		...twists.map(
			({ no, at, text }) =>
				({ ...PLAIN, key: `twist ${no}`, at, kind: "twist", name: "Changed requirement", text }) as const,
		),
		...guidance.map(({ at, step, lookFor, hints: texts, pitfalls }): GivenItem => {
			const parts = [
				{ title: "What it looks for", lines: lookFor },
				{ title: "Hints", lines: texts },
				{ title: "Pitfalls", lines: pitfalls },
			];
			return { ...PLAIN, key: `guidance ${step}`, at, kind: "guidance", name: "Guidance", step, parts };
		}),
	];
	return items.toSorted((a, b) => b.at - a.at);
}

/** What is said of a new one: "Nudge for data: Draw the life of one row." */
export function givenWords({ name, step, text }: GivenItem): string {
	const about = step ? ` for ${stepOf(step).short.toLowerCase()}` : "";
	return text ? `${name}${about}: ${text}` : `${name}${about}`;
}
