"use client";
// One question, as everybody may see it who may know it: its prompt as text, what kind it is, and the way to a session. Nothing of
// the brief and no tags are here, because they never leave the server for this page.
import "./questions.css";
import Link from "next/link";
import { Paragraphs } from "#components/framework/question-card.tsx";
import { AppBar } from "#components/ui/app-bar.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { useKeptName } from "#components/ui/use-display-name.ts";
import { DIFFICULTY_WORDS, familyWords } from "#components/ui/words.ts";
import type { ListedQuestion } from "#core/protocol.ts";
import { OwnQuestion } from "./own-question.tsx";
import { practiseAddress } from "./question-list.tsx";
import { levelsWords, practisedWords } from "./question-words.ts";

export interface QuestionPageProps {
	question: ListedQuestion;
	/** somebody is signed in, as a guest or otherwise */
	guest: boolean;
	/** of the list that one came from: "?…" or "" */
	address: string;
}

const goTo = (path: string) => window.location.assign(path);

export function QuestionPage({ question, guest, address }: QuestionPageProps) {
	const { id, title, family, difficulty, levels, recommendedMinutes, prompt, own, practised } = question;
	const name = useKeptName();
	return (
		<>
			<AppBar nav="questions" name={guest ? name : null} />
			<main className="wrap question">
				<Link href={`/questions${address}`} className="back row" prefetch={false}>
					<Icon name="chevron-left" />
					{address === "" ? "All questions" : "Back to what you looked for"}
				</Link>
				<h1>{title}</h1>
				<dl className="qabout">
					<div>
						<dt>Family</dt>
						<dd>{familyWords(family)}</dd>
					</div>
					<div>
						<dt>Difficulty</dt>
						<dd>{DIFFICULTY_WORDS[difficulty]}</dd>
					</div>
					<div>
						<dt>Levels</dt>
						<dd>{levelsWords(levels)}</dd>
					</div>
					<div>
						<dt>Made for</dt>
						<dd>{recommendedMinutes} minutes</dd>
					</div>
					<div>
						<dt>By you</dt>
						<dd>{practisedWords(practised)}</dd>
					</div>
				</dl>
				<section className="card qtext" aria-labelledby="prompt">
					<h2 id="prompt">What the candidate is asked</h2>
					<Paragraphs text={prompt} />
				</section>
				<p className="row go">
					<LinkButton tone="primary" size="lg" href={practiseAddress(id)}>
						Practise this
					</LinkButton>
					<span className="t2">Opens the form of a session with this question chosen.</span>
				</p>
				{own && <OwnQuestion question={{ ...question, own }} goTo={goTo} />}
			</main>
		</>
	);
}
