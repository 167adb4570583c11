// The left half of the join page: who invites, with whom, as what, how long. Of the question only its family: the rest
// is the interviewer's until the clock starts.

import { Icon } from "#components/ui/icons.tsx";
import { Person } from "#components/ui/person.tsx";
import { plankStyle } from "#components/ui/planks.tsx";
import { familyWords, LEVEL_WORDS } from "#components/ui/words.ts";
import { isStepId, MINUTES, type Minutes, planOf, STEPS } from "#core/framework.ts";
import type { InviteView } from "#core/protocol.ts";
import { invitation, questionWords } from "./words.ts";

const MOST_PEOPLE = 4;

export function Facts({ view, name }: { view: InviteView; name: string }) {
	const shown = view.people.slice(0, MOST_PEOPLE);
	const more = view.people.length - shown.length;
	return (
		<div className="lhs">
			<p className="t2 lead">{invitation(view)}</p>
			<h1>{view.kind === "solo" ? "ML system design practice" : "ML system design interview"}</h1>
			<dl className="facts">
				<div>
					<dt>With</dt>
					{shown.map((person, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: two people may share a name and a role
						<dd className="row" key={`${index} ${person.name}`}>
							<Person name={person.name} role={person.role} named />
							<span>
								{person.name}, {person.role}
							</span>
						</dd>
					))}
					{more > 0 && <dd className="t2">and {more} more</dd>}
				</div>
				<div>
					<dt>You are</dt>
					<dd className="row">
						<Person name={name || "?"} role={view.role} named />
						<span>{view.role === "candidate" ? "the candidate" : `an ${view.role}`}</span>
					</dd>
				</div>
				<div>
					<dt>Length</dt>
					<dd>{view.minutes} minutes, seven steps</dd>
				</div>
				<div>
					<dt>Level</dt>
					<dd>{LEVEL_WORDS[view.level]}</dd>
				</div>
				<div className="whole">
					<dt>Field</dt>
					<dd>
						{familyWords(view.family)}. <span className="t2">{questionWords(view.role)}.</span>
					</dd>
				</div>
			</dl>
			<BigWalk minutes={MINUTES.find((minutes) => minutes === view.minutes) ?? 45} />
			<p className="t2 calm">
				The steps are a guide, not a test of speed. You can go back to any of them, and the clocks never lock anything.
			</p>
		</div>
	);
}

/** Tops of the planks, px: the S of the mark. */
const TOPS = [18, 11, 5, 3, 7, 13, 18];

function BigWalk({ minutes }: { minutes: Minutes }) {
	const planned = planOf(minutes).filter((segment) => isStepId(segment.id));
	return (
		<div className="walkbig" aria-hidden="true">
			{STEPS.map((step, index) => (
				<i
					key={step.id}
					data-step={step.id}
					style={{ ...plankStyle(planned[index]?.minutes ?? 1), marginTop: TOPS[index] }}
				>
					<b>{step.number}</b>
					<Icon name={`step-${step.id}`} />
				</i>
			))}
		</div>
	);
}
