"use client";
// The page Questions: what there is to practise, found by words and by kind. What one looks for stands in the address. The questions
// come with the page.
import "./questions.css";
import { AppBar } from "#components/ui/app-bar.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Planks } from "#components/ui/planks.tsx";
import { useKeptName } from "#components/ui/use-display-name.ts";
import type { ListedQuestion } from "#core/protocol.ts";
import { findQuestions, isFiltered, NO_FILTER, type QuestionFilter } from "#core/question-filter.ts";
import { AddQuestionButton } from "./add-question.tsx";
import { filterAddress } from "./filter-address.ts";
import { QuestionFilters } from "./question-filters.tsx";
import { QuestionList } from "./question-list.tsx";
import { QuestionsHead } from "./questions-head.tsx";
import { useFilter } from "./use-filter.ts";

export interface QuestionsProps {
	questions: readonly ListedQuestion[];
	/** what the address asks for */
	asked: QuestionFilter;
	/** somebody is signed in, as a guest or otherwise */
	guest: boolean;
}

const goTo = (path: string) => window.location.assign(path);

export function Questions({ questions, asked, guest }: QuestionsProps) {
	const [filter, setFilter] = useFilter(asked);
	const name = useKeptName();
	const found = findQuestions(questions, filter);
	const address = filterAddress(filter);
	return (
		<>
			<AppBar nav="questions" name={guest ? name : null} />
			<main className="wrap questions">
				<QuestionsHead>
					<AddQuestionButton goTo={goTo} />
				</QuestionsHead>
				{questions.length === 0 ? (
					<NoBank />
				) : (
					<div className="qpage">
						<QuestionFilters questions={questions} filter={filter} onFilter={setFilter} />
						<section aria-label="Questions found" className="qfound">
							<p className="row qcount">
								<span role="status" className="grow t2">
									{countWords(found.length, questions.length)}
								</span>
								{isFiltered(filter) && (
									<Button size="sm" tone="quiet" icon="cross" onClick={() => setFilter(NO_FILTER)}>
										Clear search and filters
									</Button>
								)}
							</p>
							{found.length === 0 ? (
								<NothingFound filter={filter} onFilter={setFilter} />
							) : (
								// a new search begins at the top
								<QuestionList key={address} questions={found} address={address} />
							)}
						</section>
					</div>
				)}
			</main>
		</>
	);
}

function countWords(found: number, all: number): string {
	const noun = all === 1 ? "question" : "questions";
	return found === all ? `${all} ${noun}` : `${found} of ${all} ${noun}`;
}

function NothingFound({ filter, onFilter }: { filter: QuestionFilter; onFilter(filter: QuestionFilter): void }) {
	const words = filter.text.trim();
	return (
		<div className="card state">
			<Planks look="ghost" />
			<h2>No question fits</h2>
			<p>
				{words === ""
					? "No question is all of that at once. Take one of the filters away."
					: `Neither a title nor a prompt among them says “${words}”.`}
			</p>
			{words !== "" && isFiltered({ ...filter, text: "" }) && (
				<Button onClick={() => onFilter({ ...filter, text: "" })}>Keep the filters, clear the search</Button>
			)}
		</div>
	);
}

function NoBank() {
	return (
		<div className="card state">
			<Planks look="ghost" />
			<h2>No question is installed</h2>
			<p>Start the server again: it loads the question packs under prisma/packs when it starts.</p>
			<LinkButton href="/">My sessions</LinkButton>
		</div>
	);
}
