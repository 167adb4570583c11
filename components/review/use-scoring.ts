// What an interviewer writes beside the scores' own place, so that it outlives a switch of tabs: the drafts of her review, and another
// outcome with its reason until both are sent.
import { useMemo, useState } from "react";
import type { CommandAnswer } from "#core/protocol.ts";
import { scoredCount } from "#core/review-writing.ts";
import { DIMENSION_IDS, type Outcome } from "#core/rubric.ts";
import type { Command } from "#core/session.ts";
import type { InterviewerView } from "#core/view.ts";
import { type ReviewWriting, useReviewDrafts } from "./use-review-drafts.ts";

export interface OutcomeDraft {
	readonly outcome: Outcome | null;
	readonly reason: string;
}

export interface Scoring {
	/** after submitting and publishing: as the server has it, with texts that it did not take */
	readonly writing: ReviewWriting;
	/** null while nobody chooses another outcome */
	readonly outcome: OutcomeDraft | null;
	setOutcome(draft: OutcomeDraft | null): void;
	/** "3/8" */
	readonly count: string;
	readonly offline: boolean;
	ask(command: Command): Promise<CommandAnswer>;
}

export interface ScoringOptions {
	readonly view: InterviewerView;
	readonly offline: boolean;
	ask(command: Command): Promise<CommandAnswer>;
}

export function useScoring({ view, offline, ask }: ScoringOptions): Scoring {
	const writing = useReviewDrafts({ review: view.review, offline, ask });
	const [outcome, setOutcome] = useState<OutcomeDraft | null>(null);
	return useMemo(
		() => ({
			writing,
			outcome,
			setOutcome,
			count: `${scoredCount(writing.review)}/${DIMENSION_IDS.length}`,
			offline,
			ask,
		}),
		[writing, outcome, offline, ask],
	);
}
