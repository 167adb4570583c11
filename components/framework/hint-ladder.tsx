// A step's hints from nudge to reveal. One press puts a hint on the candidate's screen after a few seconds, in which the same
// button takes it back; shown ones say when. Without `deeds` it is a list. Driven by props.
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { HINT_WORDS } from "#core/aids.ts";
import type { StepId } from "#core/framework.ts";
import { aidsOver, type BriefDeeds, type BriefView, type HintPlace, isSamePlace } from "./brief-deeds.ts";
import { noteTime } from "./notes-list.tsx";

interface HintLadderProps {
	view: Pick<BriefView, "brief" | "hints" | "phase" | "startedAt">;
	step: StepId;
	deeds?: Pick<BriefDeeds, "showHint" | "takeBack" | "pending">;
}

export function HintLadder({ view, step, deeds }: HintLadderProps) {
	const over = deeds ? aidsOver(view) : null;
	const isShown = (place: HintPlace) => view.hints.find((shown) => isSamePlace(shown, place));
	const { hints } = view.brief.steps[step];
	const next = hints.find(({ level }) => !isShown({ step, level }))?.level;
	return (
		<section className="sec">
			<h3 className="sech">
				Hints <span className="muted">shown hints cap the credit</span>
			</h3>
			{over && <p className="over t2">{over}</p>}
			<ol>
				{hints.map(({ level, text }) => {
					const place = { step, level };
					const shown = isShown(place);
					return (
						<li key={level} className="rung">
							<span className="tag line">
								{level} {HINT_WORDS[level]}
							</span>
							<p className={shown ? "t2" : undefined}>
								{text} {shown && <Done words={`Shown at ${noteTime(shown, view.startedAt)}`} />}
							</p>
							{!shown && deeds && view.phase !== "lobby" && (
								<ShowButton place={place} isNext={level === next} isOver={over !== null} deeds={deeds} />
							)}
						</li>
					);
				})}
			</ol>
		</section>
	);
}

function ShowButton({
	place,
	isNext,
	isOver,
	deeds,
}: {
	place: HintPlace;
	isNext: boolean;
	isOver: boolean;
	deeds: Pick<BriefDeeds, "showHint" | "takeBack" | "pending">;
}) {
	const isPending = deeds.pending.some((pending) => isSamePlace(pending, place));
	const name = HINT_WORDS[place.level].toLowerCase();
	return (
		<Button
			size="sm"
			tone={isNext || isPending ? "plain" : "quiet"}
			disabled={isOver}
			label={isPending ? `Take back the ${name}` : `Show the ${name}`}
			onClick={(event) => {
				// a double click shows; it does not show and take back
				if (event.detail > 1) return;
				if (isPending) deeds.takeBack(place);
				else deeds.showHint(place);
			}}
		>
			{isPending ? "Take back" : "Show"}
		</Button>
	);
}

/** "Shown at 21:05", in place of a button. */
export function Done({ words }: { words: string }) {
	return (
		<span className="tag ok done">
			<Icon name="check" />
			{words}
		</span>
	);
}
