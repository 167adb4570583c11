// What only interviewers see of a question, on the private surface: the shown step first, the whole question below.
// Read-only. Driven by props, in the room and in an interviewer's replay; nobody else's page ever receives a brief.
import { useState } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { isStepId, type Level, type SegmentId, STEP_IDS, type StepId, stepOf } from "#core/framework.ts";
import type { Brief } from "#core/question.ts";
import { BriefFacts } from "./brief-facts.tsx";
import { Clarifications } from "./clarifications.tsx";
import { Paragraphs } from "./question-card.tsx";
import "./framework.css";

interface BriefPaneProps {
	brief: Brief;
	/** where the interview stands; the pane follows it until another step is looked at */
	segment: SegmentId | null;
	level: Level;
	/** read out at the start; part of the private pane too, so that it is at hand before the clock starts */
	prompt: string | null;
}

function stepOfSegment(segment: SegmentId | null): StepId {
	if (segment !== null && isStepId(segment)) return segment;
	return segment === "wrap" ? "monitor" : "clarify";
}

export function BriefPane({ brief, segment, level, prompt }: BriefPaneProps) {
	const here = stepOfSegment(segment);
	const [look, setLook] = useState<{ from: StepId; at: StepId } | null>(null);
	// looking ahead lasts until the interview moves on
	const shown = look && look.from === here ? look.at : here;
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
			{prompt && shown === "clarify" && (
				<section className="sec">
					<h3 className="sech">Read out</h3>
					<Paragraphs text={prompt} />
				</section>
			)}
			{shown === "clarify" && <Clarifications brief={brief} />}
			<StepBrief brief={brief} step={shown} />
			<BriefFacts brief={brief} level={level} clarifications={shown !== "clarify"} />
		</div>
	);
}

function StepBrief({ brief, step }: { brief: Brief; step: StepId }) {
	const { look_for, probes, hints, pitfalls } = brief.steps[step];
	const name = stepOf(step).short.toLowerCase();
	return (
		<>
			<Lines title="Look for" count={name} lines={look_for} />
			<Lines title="Probes" count={String(probes.length)} lines={probes} />
			<section className="sec">
				<h3 className="sech">
					Hints <span className="muted">say them aloud, from the first on</span>
				</h3>
				<ol>
					{hints.map((hint) => (
						<li key={hint.level} className="rung">
							<span className="tag line">
								{hint.level} {HINT_WORDS[hint.level]}
							</span>
							<p>{hint.text}</p>
						</li>
					))}
				</ol>
			</section>
			<Lines title="Pitfalls" count={String(pitfalls.length)} lines={pitfalls} />
		</>
	);
}

const HINT_WORDS = { 1: "Nudge", 2: "Hint", 3: "Reveal" } as const;

function Lines({ title, count, lines }: { title: string; count: string; lines: readonly string[] }) {
	return (
		<section className="sec">
			<h3 className="sech">
				{title} <span className="muted">{count}</span>
			</h3>
			<ul className="lines">
				{lines.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
		</section>
	);
}
