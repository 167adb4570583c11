"use client";
// Before a candidate may read the report: she scores herself, over a line to the session like the room's. When it is published, or when
// she has submitted, the page is told to look again.
import { useCallback, useEffect } from "react";
import { SelfReview } from "#components/review/self-review.tsx";
import { useSession } from "#components/session/use-session.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { firstName } from "#components/ui/words.ts";
import { CLOSE } from "#core/protocol.ts";
import type { Report } from "#core/report.ts";
import { listed } from "#core/report-words.ts";
import type { Command } from "#core/session.ts";

type Owed = Extract<Report, { stage: "waiting" | "score-yourself" }>;

interface OwnReviewProps {
	sessionId: string;
	report: Owed;
	onChanged(): void;
}

export function OwnReview({ sessionId, report, onChanged }: OwnReviewProps) {
	const { connection, snapshot } = useSession(sessionId);
	const send = useCallback((command: Command) => connection.send(command), [connection]);
	const view = "view" in snapshot && snapshot.view?.role === "candidate" ? snapshot.view : null;
	const hasReport = view !== null && (view.publishedAt !== null || view.session.kind === "solo");
	useLookAgain(
		view && { published: hasReport, submitted: view.review.submittedAt !== null },
		{ published: report.stage === "score-yourself", submitted: report.stage === "waiting" && report.selfReviewed },
		onChanged,
	);
	return (
		<main className="wrap rep owed">
			<h1>{headline(report)}</h1>
			{!view && <p className="sumup">{words(report)}</p>}
			{snapshot.state === "closed" || snapshot.state === "outdated" ? (
				<p role="alert">
					{snapshot.state === "closed"
						? CLOSE[snapshot.reason].words
						: "This page is older than the server. Reload it."}
				</p>
			) : view ? (
				<div className="card pad">
					<SelfReview
						review={view.review}
						sessionLevel={view.session.level}
						pins={view.pins}
						startedAt={view.startedAt}
						interviewers={report.interviewers.map(({ name }) => firstName(name))}
						published={hasReport}
						offline={snapshot.state !== "live" || snapshot.lostSinceMs !== null}
						onCommand={send}
					/>
				</div>
			) : (
				<div className="card pad" role="status">
					<span className="vh">Connecting</span>
					<p className="skeleton" aria-hidden="true">
						Your own scores
					</p>
				</div>
			)}
			<p>
				<LinkButton size="sm" icon="play" href={`/sessions/${sessionId}/replay`}>
					Watch the replay meanwhile
				</LinkButton>
			</p>
		</main>
	);
}

interface Known {
	readonly published: boolean;
	readonly submitted: boolean;
}

/** Asks for the report anew whenever the session says more than the report that is shown. */
function useLookAgain(now: Known | null, shown: Known, onChanged: () => void): void {
	const differs = now !== null && (now.published !== shown.published || now.submitted !== shown.submitted);
	useEffect(() => {
		if (differs) onChanged();
	}, [differs, onChanged]);
}

function headline(report: Owed): string {
	if (report.stage === "waiting" && report.selfReviewed) return "You have scored yourself";
	return report.interviewers.length === 0 ? "How did it go?" : "Your report";
}

function words(report: Owed): string {
	const { interviewers } = report;
	if (interviewers.length === 0) return "Score yourself: your report is made of that, and of what you ticked.";
	const who = listed(interviewers.map(({ name }) => firstName(name)));
	const have = interviewers.length > 1 ? "have" : "has";
	if (report.stage === "score-yourself") {
		return `${who} ${have} published. Score yourself first: what you think before you read it is what you can compare it with.`;
	}
	return report.selfReviewed
		? `${who} ${have} not published yet. The report opens here as soon as it is there.`
		: `${who} ${have} not published yet. Score yourself meanwhile: ${who}'s scores stay hidden until you have.`;
}
