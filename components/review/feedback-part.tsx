// What an interviewer gives to take along, on purpose little: a summary, one or two things to keep and to change, one drill, and how
// sure the scores are. Read-only it shows what was written, with the candidate's answers.
import { Segmented } from "#components/ui/field.tsx";
import { MAX_SUMMARY_CHARS } from "#core/limits.ts";
import { type Answer, CONFIDENCES, type Confidence, type ItemKind, itemKey } from "#core/review.ts";
import { itemOf, placeOfWrite } from "#core/review-writing.ts";
import { DraftText } from "./draft-text.tsx";
import { FeedbackItem, PersonalWords } from "./feedback-item.tsx";
import type { MomentChoice } from "./moments.ts";
import { ITEM_WORDS } from "./score-words.ts";
import type { ReviewWriting } from "./use-review-drafts.ts";
import "./review.css";

interface FeedbackPartProps {
	writing: Pick<ReviewWriting, "review" | "refusals" | "write" | "flush">;
	moments: readonly MomentChoice[];
	source: string;
	/** names of the people it may be about */
	about: readonly string[];
	/** whose it is, and what the candidate said to its items */
	author: string;
	answers: Readonly<Record<string, Answer>>;
	readOnly: boolean;
}

const CONFIDENCE_WORDS: Record<Confidence, string> = { low: "Low", medium: "Medium", high: "High" };
const SLOTS: readonly { kind: ItemKind; no: 1 | 2 }[] = [
	{ kind: "keep", no: 1 },
	{ kind: "keep", no: 2 },
	{ kind: "change", no: 1 },
	{ kind: "change", no: 2 },
	{ kind: "drill", no: 1 },
];
const ANSWER_WORDS: Record<Answer, string> = { accept: "accepted", unclear: "unclear", disagree: "disagreed" };

export function FeedbackPart({ writing, moments, source, about, author, answers, readOnly }: FeedbackPartProps) {
	const { review, refusals, write, flush } = writing;
	const isWritten = (kind: ItemKind, no: 1 | 2) => {
		const { text, more, evidence } = itemOf(review, kind, no);
		return text !== "" || more !== "" || evidence.length > 0;
	};
	// the second place opens once the first is used: one thing is often enough
	const shown = SLOTS.filter(({ kind, no }) => no === 1 || isWritten(kind, 1) || isWritten(kind, 2));
	const summary = { type: "summarise", text: review.summary } as const;
	return (
		<div className="feedback">
			<DraftText
				label="Summary"
				value={review.summary}
				maxLength={MAX_SUMMARY_CHARS}
				placeholder="What was shown, what it led to, what to practise"
				readOnly={readOnly}
				refusal={refusals[placeOfWrite(summary)]}
				onText={(text) => write({ type: "summarise", text })}
				onLeave={() => void flush()}
			>
				{!readOnly && <PersonalWords text={review.summary} about={about} />}
			</DraftText>
			{shown.map(({ kind, no }) => {
				const answer = answers[itemKey(author, { kind, no })];
				const title = no === 2 || isWritten(kind, 2) ? `${ITEM_WORDS[kind].title} ${no}` : ITEM_WORDS[kind].title;
				return (
					<FeedbackItem
						key={`${kind}.${no}`}
						kind={kind}
						no={no}
						title={answer ? `${title} (${ANSWER_WORDS[answer]})` : title}
						writing={writing}
						moments={moments}
						source={source}
						about={about}
						readOnly={readOnly}
					/>
				);
			})}
			{readOnly ? (
				review.confidence && <p className="muted">Confidence: {CONFIDENCE_WORDS[review.confidence].toLowerCase()}</p>
			) : (
				<Segmented<Confidence | "">
					size="sm"
					className="confidence"
					legend="How sure are these scores?"
					options={CONFIDENCES.map((value) => ({ value, label: CONFIDENCE_WORDS[value] }))}
					value={review.confidence ?? ""}
					onChange={(confidence) => {
						if (confidence !== "") write({ type: "be-confident", confidence });
					}}
				/>
			)}
		</div>
	);
}
