// The way from scores to a report: submit where there are two interviewers, wait, take back as long as nobody has seen it, publish.
// What cannot be done yet says why.
import { useState } from "react";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { firstName } from "#components/ui/words.ts";
import type { ReviewStanding } from "#core/review-standing.ts";
import { gapsOf } from "#core/review-writing.ts";
import type { Command } from "#core/session.ts";
import type { InterviewerView } from "#core/view.ts";
import { PublishDialog } from "./publish-dialog.tsx";
import { Unscored } from "./self-review.tsx";
import type { Scoring } from "./use-scoring.ts";
import "./review.css";

interface PublishPartProps {
	view: InterviewerView;
	standing: ReviewStanding;
	scoring: Pick<Scoring, "writing" | "ask">;
}

export function PublishPart({ view, standing, scoring }: PublishPartProps) {
	const { writing, ask } = scoring;
	const [asking, setAsking] = useState(false);
	const [busy, setBusy] = useState<Command["type"] | null>(null);
	const [problem, setProblem] = useState<string | null>(null);
	const { stage, others, isOver, hindrance } = standing;
	const report = `/sessions/${view.session.id}/report`;
	const candidate = firstName(view.people.find(({ role }) => role === "candidate")?.name ?? "The candidate");
	const waitedFor = others.filter(({ state }) => state !== "submitted");
	const complete = gapsOf(writing.review).unscored.length === 0;

	async function run(command: Command) {
		setBusy(command.type);
		setProblem(null);
		const saved = await writing.flush();
		const answer = saved ? await ask(command) : null;
		setBusy(null);
		if (!answer) setProblem("Not everything is saved yet. Try again in a moment.");
		else if ("refused" in answer) setProblem(answer.message);
	}

	if (!isOver) {
		return <p className="muted">Score while you listen. Submitting and publishing come after the interview.</p>;
	}
	const submits = stage === "writing" && others.length > 0;
	// without the other, as long as that one has written nothing that would be left out
	const isAlone = others.every(({ state }) => state === "absent");
	const publishes = stage === "together" || isAlone;
	return (
		<div className="reviewend">
			{problem && (
				<p role="alert" className="err">
					<Icon name="warning" />
					{problem}
				</p>
			)}
			{stage === "writing" && <Unscored review={writing.review} />}
			{stage === "waiting" && (
				<p role="status">
					Waiting for {namesOf(waitedFor)}. You see each other's scores once both are in; until then you can take yours
					back.
				</p>
			)}
			{stage === "together" && hindrance && <p className="muted">{hindrance.message}</p>}
			{submits && (
				<Button
					tone="primary"
					busy={busy === "submit-review"}
					busyLabel="Submitting…"
					disabled={!complete}
					onClick={() => run({ type: "submit-review" })}
				>
					Submit my scores
				</Button>
			)}
			{(stage === "waiting" || (stage === "together" && others.length === 0)) && (
				<Button
					busy={busy === "withdraw-review"}
					busyLabel="Taking it back…"
					onClick={() => run({ type: "withdraw-review" })}
				>
					Take my scores back
				</Button>
			)}
			{publishes && (
				<Button
					tone={submits || stage === "waiting" ? "plain" : "primary"}
					disabled={hindrance !== null}
					onClick={() => setAsking(true)}
				>
					{waitedFor.length > 0 ? `Publish without ${namesOf(waitedFor)}` : "Publish report"}
				</Button>
			)}
			<LinkButton href={report} target="_blank" tone="quiet" size="sm">
				See the draft
			</LinkButton>
			{asking && (
				<PublishDialog
					view={view}
					own={writing.review}
					standing={standing}
					candidate={candidate}
					flush={writing.flush}
					ask={ask}
					onClose={() => setAsking(false)}
				/>
			)}
		</div>
	);
}

function namesOf(people: readonly { readonly name: string }[]): string {
	return people.map(({ name }) => firstName(name)).join(" and ");
}
