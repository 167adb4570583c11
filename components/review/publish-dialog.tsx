// The question before a report goes to the candidate: what will be read, which words of notes go with it, what is still missing, and
// that it cannot be taken back. Nothing is published by opening it.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Icon } from "#components/ui/icons.tsx";
import type { CommandAnswer } from "#core/protocol.ts";
import type { ItemKind, Review } from "#core/review.ts";
import { publishedWords, type ReviewStanding } from "#core/review-standing.ts";
import { gapsOf } from "#core/review-writing.ts";
import { dimensionOf } from "#core/rubric.ts";
import type { Command } from "#core/session.ts";
import type { InterviewerView } from "#core/view.ts";
import { momentCount, OUTCOME_WORDS } from "./score-words.ts";
import "./review.css";

interface PublishDialogProps {
	view: InterviewerView;
	own: Review;
	standing: ReviewStanding;
	/** first name of the candidate */
	candidate: string;
	/** saves what was typed; false: not everything is saved */
	flush(): Promise<boolean>;
	ask(command: Command): Promise<CommandAnswer>;
	onClose(): void;
}

const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

export function PublishDialog({ view, own, standing, candidate, flush, ask, onClose }: PublishDialogProps) {
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const outcome = view.override?.outcome ?? standing.suggestion.outcome;
	const reviews = [own, ...standing.others.flatMap(({ review }) => (review ? [review] : []))];
	const missing = missingWords(reviews);

	async function publish() {
		setBusy(true);
		setProblem(null);
		const saved = await flush();
		const answer = saved ? await ask({ type: "publish" }) : null;
		setBusy(false);
		if (!answer) setProblem("Not everything is saved yet. Try again in a moment.");
		else if ("refused" in answer) setProblem(answer.message);
		else onClose();
	}

	return (
		<Dialog
			asks
			wide
			open
			onOpenChange={(open) => {
				if (!open && !busy) onClose();
			}}
			title="Publish the report?"
			words={`${candidate} can read it ${view.candidateReviewed ? "at once" : "after submitting a self-review"}. It cannot be taken back, and nothing of it can be changed afterwards.`}
			actions={
				<>
					<Button onClick={onClose}>Not yet</Button>
					<Button tone="primary" busy={busy} busyLabel="Publishing…" onClick={publish}>
						Publish report
					</Button>
				</>
			}
		>
			<div className="publishing">
				<section>
					<h3>{candidate} will see</h3>
					<ul>
						<li>
							“{OUTCOME_WORDS[outcome]}”, the eight scores{commentsWords(reviews)}
						</li>
						<li>{feedbackWords(reviews)}</li>
						<li>coverage and time by step, the hints shown, and the reference design</li>
						<NoteWords view={view} own={own} ask={ask} />
					</ul>
				</section>
				<section>
					<h3>Interviewers keep to themselves</h3>
					<p>All other notes, the mean and its reasons, why the outcome was changed, and every hire word.</p>
				</section>
				{missing.length > 0 && (
					<section className="gaps">
						<h3>
							<Icon name="warning" /> Still missing
						</h3>
						<ul>
							{missing.map((words) => (
								<li key={words}>{words}</li>
							))}
						</ul>
					</section>
				)}
				{problem && (
					<p role="alert" className="err">
						<Icon name="warning" />
						{problem}
					</p>
				)}
			</div>
		</Dialog>
	);
}

/** The moments, and whether the words of the notes among them go along. */
function NoteWords({ view, own, ask }: Pick<PublishDialogProps, "view" | "own" | "ask">) {
	const [problem, setProblem] = useState<string | null>(null);
	const { moments, shown, mine, theirs } = publishedWords(view, own);
	const shareAll = async () => {
		setProblem(null);
		for (const noteId of mine) {
			const answer = await ask({ type: "share-note", noteId, shared: true });
			if ("refused" in answer) return setProblem(answer.message);
		}
	};
	if (moments === 0) return <li>no moments: nothing links to the replay</li>;
	return (
		<li>
			{momentCount(moments)} with their times and places on the board;{" "}
			{shown === 0 ? "no words of notes" : `the words of ${count(shown, "note")}`}
			{mine.length > 0 && (
				<span className="sharenotes">
					<Button size="sm" onClick={() => void shareAll()}>
						{shown === 0
							? `Show the words of ${count(mine.length, "note")}`
							: `Show the words of ${count(mine.length, "more note")}, too`}
					</Button>
				</span>
			)}
			{theirs > 0 && (
				<span className="muted"> {count(theirs, "note")} more can be shown by the one who wrote them.</span>
			)}
			{problem && <span role="alert"> {problem}</span>}
		</li>
	);
}

function commentsWords(reviews: readonly Review[]): string {
	const comments = reviews.reduce((sum, review) => sum + Object.keys(review.comments).length, 0);
	return comments === 0 ? "" : ` and ${count(comments, "comment")}`;
}

function feedbackWords(reviews: readonly Review[]): string {
	const items = reviews.flatMap((review) => review.items);
	const of = (kind: ItemKind) => items.filter((item) => item.kind === kind).length;
	const summaries = reviews.filter(({ summary }) => summary !== "").length;
	const parts = [
		summaries > 0 && (summaries === 1 ? "the summary" : `${summaries} summaries`),
		of("keep") > 0 && `${of("keep")} to keep`,
		of("change") > 0 && `${of("change")} to change`,
		of("drill") > 0 && count(of("drill"), "drill"),
	].filter((part) => part !== false);
	return parts.length === 0 ? "no feedback in words" : parts.join(", ");
}

/** What a reader would miss, as sentences; pure. */
export function missingWords(reviews: readonly Review[]): string[] {
	const gaps = reviews.map(gapsOf);
	const unproven = [...new Set(gaps.flatMap((each) => each.unproven))].filter((dimension) =>
		reviews.every((review) => (review.evidence[dimension] ?? []).length === 0),
	);
	const unlinked = gaps.reduce((sum, each) => sum + each.unlinked.length, 0);
	const unwritten = (gaps[0]?.unwritten ?? []).filter((part) => gaps.every((each) => each.unwritten.includes(part)));
	const PART_WORDS = {
		summary: "a summary",
		keep: "something to keep",
		change: "something to change",
		drill: "a drill",
	};
	return [
		...(unproven.length > 0 ? [`Evidence for ${unproven.map((id) => dimensionOf(id).name).join(", ")}`] : []),
		...(unlinked > 0 ? [`A moment for ${count(unlinked, "piece")} of feedback`] : []),
		...(unwritten.length > 0 ? [listed(unwritten.map((part) => PART_WORDS[part]))] : []),
	];
}

function listed(parts: readonly string[]): string {
	const words = parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : (parts[0] ?? "");
	return words.charAt(0).toUpperCase() + words.slice(1);
}
