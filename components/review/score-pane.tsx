// The interviewers' place for scores, feedback and the way to the report. It composes; what stands where depends on how far the
// scoring is: open, submitted, both submitted, published. Candidates load none of it.
import { LinkButton } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { firstName, LEVEL_WORDS } from "#components/ui/words.ts";
import type { Review } from "#core/review.ts";
import { type ReviewStanding, standingOf } from "#core/review-standing.ts";
import { DIMENSION_IDS, weightsOf } from "#core/rubric.ts";
import type { InterviewerView } from "#core/view.ts";
import { ComparePart } from "./compare-part.tsx";
import { FeedbackPart } from "./feedback-part.tsx";
import { type MomentChoice, momentChoices } from "./moments.ts";
import { OutcomePart } from "./outcome-part.tsx";
import { PublishPart } from "./publish-part.tsx";
import { ScoreRow } from "./score-row.tsx";
import type { Scoring } from "./use-scoring.ts";
import { WritingState } from "./writing-state.tsx";
import "./review.css";

interface ScorePaneProps {
	view: InterviewerView;
	scoring: Scoring;
}

const SOURCE = "There is no note and no pin yet. A note (J) or a pin (P) takes the moment by itself.";

export function ScorePane({ view, scoring }: ScorePaneProps) {
	const { writing, offline } = scoring;
	const readOnly = view.publishedAt !== null || view.review.submittedAt !== null;
	const own = readOnly ? writing.settled : writing.review;
	const standing = standingOf(view, own);
	const moments = momentChoices(view);
	const { stage } = standing;
	const compared = standing.others.some(({ review }) => review !== null);
	return (
		<section className="review scorepane" aria-label="Scores and feedback">
			<header className="reviewhead">
				<h2>Scores against {LEVEL_WORDS[view.session.level].toLowerCase()}</h2>
				<WritingState writing={writing} offline={offline} />
				<span className="privnote">
					<Icon name="lock" />
					{stage === "published" ? "Published" : "Until you publish"}
				</span>
			</header>
			<StageWords view={view} stage={stage} />
			{compared ? (
				<ComparePart
					view={view}
					own={own}
					standing={standing}
					moments={moments}
					readOnly={stage === "published"}
					ask={scoring.ask}
				/>
			) : (
				<ScoreRows
					view={view}
					writing={{ ...writing, review: own }}
					moments={moments}
					readOnly={readOnly || stage === "before"}
				/>
			)}
			{stage !== "before" && (
				<>
					<OutcomePart view={view} standing={standing} scoring={scoring} />
					<Feedback view={view} own={own} standing={standing} scoring={scoring} moments={moments} readOnly={readOnly} />
				</>
			)}
			{stage !== "before" && stage !== "published" && <PublishPart view={view} standing={standing} scoring={scoring} />}
		</section>
	);
}

function StageWords({ view, stage }: { view: InterviewerView; stage: ReviewStanding["stage"] }) {
	if (stage === "before") {
		return <p className="t2">Scores open with the clock. Read what they mean meanwhile.</p>;
	}
	if (stage !== "published") return null;
	return (
		<div className="publishednote">
			<p>
				The report is published. What it shows stays
				{view.candidateReviewed ? "" : "; the candidate opens it by scoring first"}.
			</p>
			<LinkButton href={`/sessions/${view.session.id}/report`} icon="note" size="sm">
				Read the report
			</LinkButton>
		</div>
	);
}

interface RowsProps {
	view: InterviewerView;
	writing: Scoring["writing"];
	moments: readonly MomentChoice[];
	readOnly: boolean;
}

function ScoreRows({ view, writing, moments, readOnly }: RowsProps) {
	const { level } = view.session;
	const weights = weightsOf(level, view.settings.focus);
	return (
		<ul className="scorerows" aria-label={`Scores against ${LEVEL_WORDS[level].toLowerCase()}`}>
			{DIMENSION_IDS.map((dimension) => (
				<ScoreRow
					key={dimension}
					dimension={dimension}
					level={level}
					weight={weights[dimension]}
					writing={writing}
					moments={moments}
					source={SOURCE}
					commentLabel="Comment for the report"
					readOnly={readOnly}
				/>
			))}
		</ul>
	);
}

interface FeedbackProps {
	view: InterviewerView;
	own: Review;
	standing: ReviewStanding;
	scoring: Scoring;
	moments: readonly MomentChoice[];
	readOnly: boolean;
}

/** One's own, and the other interviewer's once it may be read. */
function Feedback({ view, own, standing, scoring, moments, readOnly }: FeedbackProps) {
	const { writing } = scoring;
	const about = view.people.filter(({ role }) => role === "candidate").map(({ name }) => name);
	const shared = { moments, source: SOURCE, about, answers: view.answers };
	const others = standing.others.flatMap(({ id, name, review }) => (review ? [{ id, name, review }] : []));
	return (
		<>
			<section aria-label="Feedback" className="feedbackpart">
				<h3>{others.length > 0 ? "Your feedback" : "Feedback"}</h3>
				<FeedbackPart {...shared} author={view.you} writing={{ ...writing, review: own }} readOnly={readOnly} />
			</section>
			{others.map(({ id, name, review }) => (
				<section key={id} aria-label={`Feedback of ${name}`} className="feedbackpart">
					<h3>{firstName(name)}'s feedback</h3>
					<FeedbackPart {...shared} author={id} writing={{ ...writing, refusals: {}, review }} readOnly />
				</section>
			))}
		</>
	);
}
