// The candidate's own scores in the room, from the moment the clocks stop: what is written there, and the way to the report once there is one.
import { SelfReview } from "#components/review/self-review.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { firstName } from "#components/ui/words.ts";
import type { CommandAnswer } from "#core/protocol.ts";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";

interface OwnScoresProps {
	view: SessionView;
	/** the line to the server is down */
	offline: boolean;
	onAsk(command: Command): Promise<CommandAnswer>;
}

export function OwnScores({ view, offline, onAsk }: OwnScoresProps) {
	const isOver = view.phase === "debrief" || view.phase === "ended";
	if (view.role !== "candidate" || !isOver || view.startedAt === null) return null;
	const interviewers = view.people.filter(({ role }) => role === "interviewer").map(({ name }) => firstName(name));
	const isSolo = view.session.kind === "solo";
	const hasReport = isSolo || view.publishedAt !== null;
	return (
		<SelfReview
			review={view.review}
			sessionLevel={view.session.level}
			pins={view.pins}
			startedAt={view.startedAt}
			interviewers={isSolo ? [] : interviewers}
			published={view.publishedAt !== null}
			offline={offline}
			onCommand={onAsk}
		>
			{hasReport && (
				<p>
					<LinkButton href={`/sessions/${view.session.id}/report`} icon="note" size="sm">
						Read the report
					</LinkButton>
				</p>
			)}
		</SelfReview>
	);
}
