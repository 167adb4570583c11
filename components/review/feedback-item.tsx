// One thing to take along: what was done, what it led to and what to try, and the moments that show it. Words that judge the person are
// pointed out under the field; nothing keeps anybody from sending them.
import { personalWords } from "#core/feedback-words.ts";
import { MAX_FEEDBACK_CHARS } from "#core/limits.ts";
import type { ItemKind, ReviewItem } from "#core/review.ts";
import { itemOf, placeOfWrite } from "#core/review-writing.ts";
import { DraftText } from "./draft-text.tsx";
import { MomentLinks, MomentList } from "./moment-chooser.tsx";
import type { MomentChoice } from "./moments.ts";
import { ITEM_WORDS } from "./score-words.ts";
import type { ReviewWriting } from "./use-review-drafts.ts";
import "./review.css";

interface FeedbackItemProps {
	kind: ItemKind;
	no: 1 | 2;
	/** "Keep 2" where there are several */
	title: string;
	writing: Pick<ReviewWriting, "review" | "refusals" | "write" | "flush">;
	moments: readonly MomentChoice[];
	source: string;
	/** of the people it is about, so that their names are known as such; null: no words are pointed out */
	about: readonly string[] | null;
	readOnly: boolean;
}

export function FeedbackItem({ kind, no, title, writing, moments, source, about, readOnly }: FeedbackItemProps) {
	const item = itemOf(writing.review, kind, no);
	const words = ITEM_WORDS[kind];
	const blank = item.text === "" && item.more === "";
	const refusal = writing.refusals[placeOfWrite({ type: "write-item", ...item, evidence: [] })];
	const change = (changes: Partial<Pick<ReviewItem, "text" | "more" | "evidence">>) => {
		const next = { ...item, ...changes };
		writing.write({ type: "write-item", ...next, evidence: [...next.evidence] });
	};
	if (readOnly && blank && item.evidence.length === 0 && !refusal) return null;
	const field = (part: "text" | "more") => (
		<DraftText
			label={words[part]}
			value={item[part]}
			maxLength={MAX_FEEDBACK_CHARS}
			placeholder={part === "text" ? words.example : undefined}
			readOnly={readOnly}
			refusal={part === "text" ? refusal : undefined}
			onText={(text) => change({ [part]: text })}
			onLeave={() => void writing.flush()}
		>
			{about && !readOnly && <PersonalWords text={item[part]} about={about} />}
		</DraftText>
	);
	return (
		<fieldset className="feedbackitem">
			<legend>{title}</legend>
			{field("text")}
			{field("more")}
			<MomentLinks
				label={title}
				moments={moments}
				chosen={item.evidence}
				missing={blank ? null : "No moment yet"}
				source={source}
				readOnly={readOnly}
				onChange={(evidence) => change({ evidence })}
			/>
			<MomentList moments={moments} chosen={item.evidence} />
		</fieldset>
	);
}

/** Marked, never blocked. */
export function PersonalWords({ text, about }: { text: string; about: readonly string[] }) {
	const found = [...new Set(personalWords(text, about).map(({ word }) => `“${word}”`))];
	return (
		<div role="status">
			{found.length > 0 && (
				<p className="personal">
					{found.join(", ")} {found.length === 1 ? "judges" : "judge"} the person. What was seen, and what it led to,
					can be acted on.
				</p>
			)}
		</div>
	);
}
