// What only interviewers see of a question, on the private surface: the shown step first, the whole question below. In the room it is
// what she works from (`deeds`): marks, answers, hints, cards; in a replay it shows how things stood at the moment. Driven by props;
// nobody else's page ever receives a brief.
import { useState } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { artefactsOf, checklistOf } from "#core/coverage.ts";
import { isStepId, type SegmentId, STEP_IDS, type StepId, stepOf } from "#core/framework.ts";
import { expectedOrigin } from "#core/marking.ts";
import { THREAD_LINK_IDS } from "#core/red-thread.ts";
import { marksOf } from "#core/report-coverage.ts";
import { type BriefDeeds, type BriefView, marksOver } from "./brief-deeds.ts";
import { BriefFacts } from "./brief-facts.tsx";
import { Artefacts, Checklist } from "./checklist.tsx";
import { Clarifications } from "./clarifications.tsx";
import { creditSum } from "./coverage-words.ts";
import { Fold } from "./fold.tsx";
import { HintLadder } from "./hint-ladder.tsx";
import { Paragraphs } from "./question-card.tsx";
import { ThreadStrip } from "./thread-strip.tsx";
import { TwistCards } from "./twist-cards.tsx";
import "./framework.css";
import "./brief.css";

interface BriefPaneProps {
	view: BriefView;
	/** where the interview stands; the pane follows it until another step is looked at */
	segment: SegmentId | null;
	/** absent: everything is read-only */
	deeds?: BriefDeeds;
}

function stepOfSegment(segment: SegmentId | null): StepId {
	if (segment !== null && isStepId(segment)) return segment;
	return segment === "wrap" ? "monitor" : "clarify";
}

export function BriefPane({ view, segment, deeds }: BriefPaneProps) {
	const here = stepOfSegment(segment);
	const [look, setLook] = useState<{ from: StepId; at: StepId } | null>(null);
	// looking ahead lasts until the interview moves on
	const shown = look && look.from === here ? look.at : here;
	const { brief, thread, twists } = view;
	const assess = view.startedAt !== null && marksOver(view) === null ? deeds : undefined;
	const judged = THREAD_LINK_IDS.filter((id) => thread.links[id] !== undefined).length;
	return (
		<div className="private brief">
			<div className="sec briefsteps">
				<fieldset aria-label="Brief of step">
					{STEP_IDS.map((id) => (
						<button
							key={id}
							type="button"
							aria-pressed={id === shown}
							aria-label={`Brief of step ${stepOf(id).number}, ${stepOf(id).name}${id === here ? ", present step" : ""}`}
							title={stepOf(id).short}
							className={id === here ? "here" : undefined}
							data-step={id}
							onClick={() => setLook({ from: here, at: id })}
						>
							{stepOf(id).number}
						</button>
					))}
				</fieldset>
				<span className="grow" />
				<span className="privnote">
					<Icon name="lock" />
					Interviewers only
				</span>
			</div>
			{view.question && shown === "clarify" && (
				<section className="sec">
					<h3 className="sech">Read out</h3>
					<Paragraphs text={view.question.prompt} />
				</section>
			)}
			{shown === "clarify" && <Clarifications view={view} onAnswer={deeds?.answer} />}
			<StepBrief view={view} step={shown} deeds={deeds} />
			<Fold title="Twist cards" count={`${twists.length} of ${brief.twists.length} played`}>
				<TwistCards view={view} onPlay={deeds?.playTwist} />
			</Fold>
			<Fold title="Chain of reasoning" count={`${judged} of ${THREAD_LINK_IDS.length} links judged`}>
				<ThreadStrip thread={thread} deeds={assess} />
			</Fold>
			{shown !== "clarify" && (
				<Fold title="Clarifications" count={`${view.clarified.length} of ${brief.clarifications.length} answered`}>
					<Clarifications view={view} onAnswer={deeds?.answer} />
				</Fold>
			)}
			<BriefFacts brief={brief} level={view.session.level} />
		</div>
	);
}

function StepBrief({ view, step, deeds }: { view: BriefView; step: StepId; deeds?: BriefDeeds }) {
	const { probes, pitfalls } = view.brief.steps[step];
	const items = checklistOf(view.question?.id ?? "", view.brief.steps, step);
	const lookFor = items.filter(({ source }) => source === "look-for");
	const prompts = items.filter(({ source }) => source === "prompt");
	const artefacts = artefactsOf(step);
	const marks = marksOf({ facts: view.session, state: view, people: view.people });
	const over = deeds ? marksOver(view) : null;
	const isOpen = view.startedAt !== null;
	const checklist = {
		marks,
		expected: expectedOrigin(view.hints, step),
		onMark: isOpen && over === null ? deeds?.mark : undefined,
	};
	return (
		<>
			<section className="sec">
				<h3 className="sech">
					Look for{" "}
					<span className="muted">{isOpen ? creditSum(lookFor, marks) : stepOf(step).short.toLowerCase()}</span>
				</h3>
				{over && <p className="over t2">{over}</p>}
				<Checklist items={lookFor} {...checklist} />
			</section>
			<Fold title="Guiding questions" count={isOpen ? creditSum(prompts, marks) : prompts.length}>
				<Checklist items={prompts} {...checklist} />
			</Fold>
			<section className="sec">
				<h3 className="sech">
					Must stand on the board <span className="muted">{creditSum(artefacts, marks)}</span>
				</h3>
				<Artefacts items={artefacts} marks={marks} onMark={checklist.onMark} />
			</section>
			<HintLadder view={view} step={step} deeds={deeds} />
			<Lines title="Probes" lines={probes} />
			<Lines title="Pitfalls" lines={pitfalls} />
		</>
	);
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
	return (
		<section className="sec">
			<h3 className="sech">
				{title} <span className="muted">{lines.length}</span>
			</h3>
			<ul className="lines">
				{lines.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
		</section>
	);
}
