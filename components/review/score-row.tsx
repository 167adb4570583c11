// One dimension: its score, its evidence, and folded under it what each point looks like at the session's level, the moments and a
// comment. Nothing covers the row while its anchors are read.
import { useId, useState } from "react";
import { Icon } from "#components/ui/icons.tsx";
import type { Level } from "#core/framework.ts";
import { MAX_COMMENT_CHARS } from "#core/limits.ts";
import { type GivenScore, NOT_OBSERVED, type ReviewWrite } from "#core/review.ts";
import { fitsDimension, isUnproven, placeOfWrite } from "#core/review-writing.ts";
import { anchorsOf, type DimensionId, dimensionOf } from "#core/rubric.ts";
import { DraftText } from "./draft-text.tsx";
import { MomentLinks, MomentList } from "./moment-chooser.tsx";
import type { MomentChoice } from "./moments.ts";
import { ScoreChoice } from "./score-choice.tsx";
import { scoreSign } from "./score-words.ts";
import type { ReviewWriting } from "./use-review-drafts.ts";
import "./review.css";

export interface ScoreRowProps {
	dimension: DimensionId;
	level: Level;
	/** in percent; absent: it is not said */
	weight?: number;
	writing: Pick<ReviewWriting, "review" | "refusals" | "write" | "flush">;
	/** null: scores stand without evidence, as a candidate's own do */
	moments: readonly MomentChoice[] | null;
	/** where moments come from */
	source: string;
	/** who may read a comment */
	commentLabel: string;
	readOnly: boolean;
}

export function ScoreRow(props: ScoreRowProps) {
	const { dimension, level, weight, writing, moments, source, readOnly } = props;
	const { review, write } = writing;
	const [open, setOpen] = useState(false);
	const id = useId();
	const { name } = dimensionOf(dimension);
	const score = review.scores[dimension] ?? null;
	const evidence = review.evidence[dimension] ?? [];
	return (
		<li className="scorerow">
			<div className="scorehead">
				<div className="scorename">
					<button
						type="button"
						className="scoretoggle"
						aria-expanded={open}
						aria-controls={`${id}-body`}
						onClick={() => setOpen(!open)}
					>
						<span>{name}</span>
						<Icon name={open ? "chevron-up" : "chevron-down"} />
						<span className="vh">: what each score means</span>
					</button>
					<span className="scoremeta">
						{weight !== undefined && <span className="muted">{Math.round(weight)} %</span>}
						{moments && (
							<MomentLinks
								label={name}
								moments={moments}
								chosen={evidence}
								missing={isUnproven(review, dimension) ? "No evidence yet" : null}
								fits={(moment) => fitsDimension(dimension, moment)}
								source={source}
								readOnly={readOnly}
								onChange={(ids) => write({ type: "give-evidence", dimension, evidence: ids })}
							/>
						)}
					</span>
				</div>
				<ScoreChoice
					label={name}
					value={score}
					disabled={readOnly}
					onChoose={(chosen) => write({ type: "score", dimension, score: chosen })}
				/>
			</div>
			<div id={`${id}-body`} className="scorebody" hidden={!open}>
				{open && (
					<>
						<Anchors dimension={dimension} level={level} score={score} />
						{moments && <MomentList moments={moments} chosen={evidence} />}
					</>
				)}
				{open && <Comment {...props} />}
			</div>
			{!open && <CommentInSight {...props} />}
		</li>
	);
}

/** What 1 to 4 look like at this level; the chosen one is marked by more than its colour. */
export function Anchors({
	dimension,
	level,
	score,
}: {
	dimension: DimensionId;
	level: Level;
	score: GivenScore | null;
}) {
	return (
		<ol className="anchors" aria-label="What each score means">
			{anchorsOf(dimension, level).map((words, index) => (
				<li key={words} aria-current={score === index + 1 ? "true" : undefined}>
					<b className="mono">{index + 1}</b>
					<span>
						{words}
						{score === index + 1 && <span className="chosen">Chosen</span>}
					</span>
				</li>
			))}
			<li aria-current={score === NOT_OBSERVED ? "true" : undefined}>
				<b className="mono">{scoreSign(NOT_OBSERVED)}</b>
				<span>
					Cut short or never opened. A step that had its time and got nothing is a 1.
					{score === NOT_OBSERVED && <span className="chosen">Chosen</span>}
				</span>
			</li>
		</ol>
	);
}

function Comment({ dimension, writing, commentLabel, readOnly }: ScoreRowProps) {
	const comment = (text: string): ReviewWrite => ({ type: "comment", dimension, text });
	return (
		<DraftText
			label={`${commentLabel} (optional)`}
			value={writing.review.comments[dimension] ?? ""}
			maxLength={MAX_COMMENT_CHARS}
			readOnly={readOnly}
			refusal={writing.refusals[placeOfWrite(comment(""))]}
			onText={(text) => writing.write(comment(text))}
			onLeave={() => void writing.flush()}
		/>
	);
}

/** A folded row shows that there is a comment, and one that was refused in full. */
function CommentInSight(props: ScoreRowProps) {
	const { dimension, writing } = props;
	const text = writing.review.comments[dimension];
	if (writing.refusals[placeOfWrite({ type: "comment", dimension, text: "" })]) return <Comment {...props} />;
	return text ? <p className="commentline">{text}</p> : null;
}
