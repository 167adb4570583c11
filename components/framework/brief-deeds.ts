// What the brief needs of a session, and what an interviewer can do from it. In a replay there are no deeds and the brief only shows.
import type { HintLevel } from "#core/aids.ts";
import type { CoverageEvidence } from "#core/coverage.ts";
import type { StepId } from "#core/framework.ts";
import type { LinkState, ThreadLinkId } from "#core/red-thread.ts";
import type { InterviewerView } from "#core/view.ts";

export type BriefView = Pick<
	InterviewerView,
	| "brief"
	| "question"
	| "session"
	| "phase"
	| "startedAt"
	| "publishedAt"
	| "people"
	| "ticks"
	| "marks"
	| "guidance"
	| "clarified"
	| "hints"
	| "twists"
	| "thread"
>;

export type ThreadCellId = keyof BriefView["thread"]["cells"];

/** What is being written in a cell of the chain of reasoning, and what stood there when that began. */
export interface ThreadDraft {
	readonly text: string;
	readonly was: string;
	/** it was sent and did not arrive */
	readonly refused: boolean;
}

export interface HintPlace {
	readonly step: StepId;
	readonly level: HintLevel;
}

export interface BriefDeeds {
	mark(itemId: string, marks: readonly CoverageEvidence[]): void;
	answer(no: number): void;
	/** on the candidate's screen in a few seconds, unless it is taken back */
	showHint(place: HintPlace): void;
	takeBack(place: HintPlace): void;
	/** hints that can still be taken back */
	readonly pending: readonly HintPlace[];
	playTwist(no: number): void;
	/** they outlive a look at another tab */
	readonly drafts: Readonly<Partial<Record<ThreadCellId, ThreadDraft>>>;
	draft(cell: ThreadCellId, draft: ThreadDraft | null): void;
	writeThread(cell: ThreadCellId, draft: ThreadDraft): void;
	judgeLink(link: ThreadLinkId, state: LinkState | null): void;
}

/** Why nothing can be answered, shown or played any more; null before and while it can. */
export function aidsOver({ phase }: Pick<BriefView, "phase">): string | null {
	return phase === "debrief" || phase === "ended"
		? "The interview is over: what is shown now would help nobody."
		: null;
}

/** Why nothing can be marked any more; null before and while it can. */
export function marksOver({ publishedAt }: Pick<BriefView, "publishedAt">): string | null {
	return publishedAt === null ? null : "The report is published; what it shows stays.";
}

export function isSamePlace(a: HintPlace, b: HintPlace): boolean {
	return a.step === b.step && a.level === b.level;
}
