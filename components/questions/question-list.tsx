"use client";
// The questions that were found: title, what kind it is, the beginning of its prompt, and the way to a session. A long list is
// shown a part at a time.
import Link from "next/link";
import { useState } from "react";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { DIFFICULTY_WORDS, familyWords } from "#components/ui/words.ts";
import type { ListedQuestion } from "#core/protocol.ts";
import { levelsWords, practisedWords } from "./question-words.ts";

/** Rows of one part. */
const PART = 50;

export interface QuestionListProps {
	questions: readonly ListedQuestion[];
	/** of the page, "?…" or "": the way back from a question leads to the same list */
	address: string;
}

export function QuestionList({ questions, address }: QuestionListProps) {
	const [shown, setShown] = useState(PART);
	const left = questions.length - shown;
	return (
		<>
			<ul className="qresults">
				{questions.slice(0, shown).map((question) => (
					<QuestionRow key={question.id} question={question} address={address} />
				))}
			</ul>
			{left > 0 && (
				<p className="more">
					<Button onClick={() => setShown(shown + PART)}>Show {Math.min(left, PART)} more</Button>
					<span className="muted">{left} more found</span>
				</p>
			)}
		</>
	);
}

function QuestionRow({ question, address }: { question: ListedQuestion; address: string }) {
	const { id, title, family, difficulty, levels, recommendedMinutes, prompt, own, practised } = question;
	return (
		<li className="card qrow">
			<div className="grow">
				<h2>
					<Link href={`/questions/${id}${address}`} prefetch={false}>
						{title}
					</Link>
				</h2>
				<p className="t2 qfacts">
					{familyWords(family)} · {DIFFICULTY_WORDS[difficulty]} · {levelsWords(levels)} ·{" "}
					<span className="nw">{recommendedMinutes} min</span>
				</p>
				<p className="qprompt t2">{prompt}</p>
				{(own || practised > 0) && (
					<p className="row qtags">
						{own && (
							<Tag tone="line" icon="lock">
								Your own
							</Tag>
						)}
						{practised > 0 && <Tag icon="check">{practisedWords(practised)}</Tag>}
					</p>
				)}
			</div>
			<LinkButton href={practiseAddress(id)} label={`Practise ${title}`}>
				Practise
				<Icon name="chevron-right" />
			</LinkButton>
		</li>
	);
}

/** The form that opens a session, with the question chosen. */
export function practiseAddress(id: string): string {
	return `/?question=${encodeURIComponent(id)}`;
}
