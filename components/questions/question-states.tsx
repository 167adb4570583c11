"use client";
// The page Questions while its questions are not there: on their way, or not to be had.
import "./questions.css";
import { AppBar } from "#components/ui/app-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Planks } from "#components/ui/planks.tsx";
import { QuestionsHead } from "./questions-head.tsx";

export function LoadingQuestions() {
	return (
		<>
			<AppBar nav="questions" />
			<main className="wrap questions">
				<QuestionsHead />
				<div className="qpage" role="status" aria-label="Loading the questions">
					<div className="qfilters" aria-hidden="true">
						<span className="skeleton tall" />
					</div>
					<ul className="qresults" aria-hidden="true">
						{["first", "second", "third"].map((row) => (
							<li key={row} className="card qrow">
								<div className="grow">
									<p className="skeleton">Title</p>
									<p className="skeleton short">Facts</p>
									<p className="skeleton">Prompt</p>
								</div>
							</li>
						))}
					</ul>
				</div>
			</main>
		</>
	);
}

export function FailedQuestions({ onAgain }: { onAgain(): void }) {
	return (
		<>
			<AppBar nav="questions" />
			<main className="wrap questions">
				<QuestionsHead />
				<div className="card state" role="alert">
					<Planks look="broken" />
					<h2>The questions could not be loaded</h2>
					<p>Something went wrong on the server. Nothing of yours is lost.</p>
					<Button onClick={onAgain}>Try again</Button>
				</div>
			</main>
		</>
	);
}
