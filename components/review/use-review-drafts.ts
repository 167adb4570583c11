// A component's hold on what is written into a review: the review as it reads with everything typed, and one function to write. What
// is typed goes out when the field is left, when the page is hidden or closed, and when this component goes.
import { useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { CommandAnswer } from "#core/protocol.ts";
import type { Review, ReviewWrite } from "#core/review.ts";
import { reviewWith } from "#core/review-writing.ts";
import { type DraftsSnapshot, ReviewDrafts } from "./review-drafts.ts";

export interface ReviewWriting {
	/** with everything that was typed, saved or not */
	readonly review: Review;
	/** as the server has it, with the texts that it did not take: what somebody reads who can no longer write */
	readonly settled: Review;
	readonly state: DraftsSnapshot["state"];
	readonly refusals: DraftsSnapshot["refusals"];
	readonly undone: DraftsSnapshot["undone"];
	write(write: ReviewWrite): void;
	/** @returns whether the server has everything */
	flush(): Promise<boolean>;
}

export interface ReviewWritingOptions {
	/** as the server knows it; a new object whenever a view came */
	readonly review: Review;
	/** the line is down */
	readonly offline: boolean;
	ask(command: ReviewWrite): Promise<CommandAnswer>;
}

export function useReviewDrafts({ review, offline, ask }: ReviewWritingOptions): ReviewWriting {
	const latestAsk = useRef(ask);
	latestAsk.current = ask;
	const drafts = useMemo(() => new ReviewDrafts((command) => latestAsk.current(command)), []);
	const snapshot = useSyncExternalStore(drafts.subscribe, drafts.snapshot, drafts.snapshot);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each view brings a review of its own, and that is the news
	useEffect(() => drafts.viewCame(), [drafts, review]);
	useEffect(() => {
		if (!offline) drafts.lineCame();
	}, [drafts, offline]);
	useLeaving(drafts);
	return useMemo(
		() => ({
			review: reviewWith(review, snapshot.writes),
			settled: reviewWith(review, snapshot.refused),
			state: snapshot.state,
			refusals: snapshot.refusals,
			undone: snapshot.undone,
			write: (write) => drafts.write(write),
			flush: () => drafts.flush(),
		}),
		[drafts, review, snapshot],
	);
}

function useLeaving(drafts: ReviewDrafts): void {
	useEffect(() => {
		const flush = () => void drafts.flush();
		const onVisibility = () => {
			if (document.visibilityState === "hidden") flush();
		};
		const onLeave = (event: BeforeUnloadEvent) => {
			flush();
			const { state } = drafts.snapshot();
			// the browser asks whether to stay; what was only just sent arrives
			if (state === "kept" || state === "refused") event.preventDefault();
		};
		document.addEventListener("visibilitychange", onVisibility);
		window.addEventListener("pagehide", flush);
		window.addEventListener("beforeunload", onLeave);
		return () => {
			document.removeEventListener("visibilitychange", onVisibility);
			window.removeEventListener("pagehide", flush);
			window.removeEventListener("beforeunload", onLeave);
		};
	}, [drafts]);
	// a layout effect: it goes before the line is closed, which is an effect of a component further up
	useLayoutEffect(
		() => () => {
			void drafts.flush();
			drafts.stop();
		},
		[drafts],
	);
}
