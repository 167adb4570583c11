// What a phase means for the person who reads it, at the head of the pane: waiting, paused, debrief, ended. Running has
// no card; the step speaks for itself.

import { isCalm } from "#components/framework/progress.ts";
import { Button } from "#components/ui/button.tsx";
import { Person } from "#components/ui/person.tsx";
import { Walk } from "#components/ui/walk.tsx";
import { familyWords, LEVEL_WORDS } from "#components/ui/words.ts";
import type { Command, Role } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { CopyButton } from "./copy-button.tsx";
import { EndedCard } from "./ended-card.tsx";
import { ReportDeed, reportNext } from "./report-next.tsx";
import { namesOf, waitingWords } from "./room-words.ts";

interface PhaseCardProps {
	view: SessionView;
	at: number;
	/** the link for who is waited for, when this person has it */
	waitedLink: string | null;
	onCommand(command: Command): Promise<boolean>;
	/** null while there is no board to picture */
	onPictures: (() => void) | null;
	/** opens the scores; absent where there are none */
	onScore?: () => void;
}

export function PhaseCard(props: PhaseCardProps) {
	switch (props.view.phase) {
		case "lobby":
			return <LobbyCard {...props} />;
		case "paused":
			return <PausedCard {...props} />;
		case "debrief":
			return <DebriefCard {...props} />;
		case "ended":
			return <EndedCard {...props} />;
		case "running":
			return null;
	}
}

function LobbyCard({ view, waitedLink, onCommand }: PhaseCardProps) {
	const waiting = waitingWords(view);
	const others = view.people.filter((person) => person.here && person.id !== view.you);
	const leads = view.mayLead;
	const wanted: Role = view.role === "interviewer" ? "candidate" : "interviewer";
	const nobodyYet = !view.people.some((person) => person.role === wanted);
	return (
		<section className="phasecard" aria-label="Before the start">
			<p className="row">
				{view.people.map((person) => (
					<Person key={person.id} name={person.name} role={person.role} state={person.here ? "here" : "expected"} />
				))}
				{waiting && nobodyYet && <Person name="?" role={wanted} state="expected" named />}
			</p>
			<div role="status">
				<h2>{lobbyTitle(view, waiting, namesOf(others))}</h2>
			</div>
			<dl className="facts3">
				<div>
					<dt>Family</dt>
					<dd>{familyWords(view.session.family)}</dd>
				</div>
				<div>
					<dt>Level</dt>
					<dd>{LEVEL_WORDS[view.session.level]}</dd>
				</div>
				<div>
					<dt>Length</dt>
					<dd>{view.session.minutes} min</dd>
				</div>
			</dl>
			<p className="t2">
				{view.question === null
					? "The question appears here when the clock starts. The board is open; what you draw and write is recorded."
					: "The board is open; what you draw and write is recorded. The clocks begin when you start."}
			</p>
			{(leads || waitedLink) && (
				<p className="row">
					{leads && (
						<Button tone="primary" onClick={() => onCommand({ type: "start" })}>
							{waiting ? "Start alone" : "Start"}
						</Button>
					)}
					{waiting && waitedLink && <CopyButton text={waitedLink}>Copy the link</CopyButton>}
				</p>
			)}
		</section>
	);
}

function lobbyTitle(view: SessionView, waiting: string | null, others: string): string {
	if (waiting) return waiting;
	if (view.session.kind === "solo" && view.mayLead) return "Solo practice: you run the clock.";
	if (view.mayLead) return `${others} ${others.includes(" and ") ? "are" : "is"} here. Start when you are ready.`;
	const leaders = view.people.filter((person) => person.here && person.role === "interviewer");
	return leaders.length > 0 ? `${namesOf(leaders)} will start the clock.` : "The clock has not started yet.";
}

function PausedCard({ view, onCommand }: PhaseCardProps) {
	return (
		<section className="phasecard slim" aria-label="Paused">
			<div role="status">
				<h2>{view.pauseReason === "nobody-here" ? "Paused: nobody was here" : "The clocks stand still"}</h2>
			</div>
			<p className="t2">
				{view.pauseReason === "nobody-here"
					? "The clocks stopped when the last of you left. Nothing of that time counts."
					: "The board stays open, and what you draw now is recorded too."}
			</p>
			{view.mayLead && (
				<p className="row">
					<Button tone="primary" icon="play" onClick={() => onCommand({ type: "resume" })}>
						Go on
					</Button>
				</p>
			)}
		</section>
	);
}

function debriefWords(view: Pick<SessionView, "role" | "mayLead" | "mayReplay">): string {
	if (view.role === "interviewer") {
		return "Talk it over. Everybody can still draw, and you can write notes and score. Closing makes the board read-only; the replay is for everybody who took part.";
	}
	if (view.mayLead) return "You can still draw. Closing makes the board read-only; then comes the replay.";
	return view.mayReplay
		? "Talk it over. The board stays open until the interviewer closes it; then you find the replay here."
		: "They talk it over. The board stays open until the interviewer closes it.";
}

function DebriefCard({ view, onCommand, onScore }: PhaseCardProps) {
	const next = reportNext(view);
	return (
		<section className="phasecard" aria-label="Debrief">
			<Walk minutes={view.session.minutes} activeMs={view.activeMs} calm={isCalm(view)} />
			<div role="status">
				<h2>The clocks have stopped</h2>
			</div>
			<p className="t2">{debriefWords(view)}</p>
			{next && <p>{next.words}</p>}
			{(view.mayLead || next?.deed) && (
				<p className="row">
					{next && <ReportDeed view={view} step={next} tone="primary" onScore={onScore} />}
					{view.mayLead && (
						<>
							<Button tone={next?.deed ? "plain" : "primary"} onClick={() => onCommand({ type: "close" })}>
								Close the session
							</Button>
							<Button tone="quiet" onClick={() => onCommand({ type: "take-back" })}>
								Back to the interview
							</Button>
						</>
					)}
				</p>
			)}
		</section>
	);
}
