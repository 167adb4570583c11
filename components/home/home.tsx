"use client";
// The first page: what this is in one sentence, the form that opens a room beside the boardwalk it plans, one sample to
// watch, and the sessions one has held.
import "./home.css";
import Link from "next/link";
import { useState } from "react";
import { AppBar } from "#components/ui/app-bar.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { useKeptName } from "#components/ui/use-display-name.ts";
import type { Minutes } from "#core/framework.ts";
import type { Sample } from "#core/protocol.ts";
import type { PublicQuestion } from "#core/question.ts";
import { Deck } from "./deck.tsx";
import { MySessions } from "./my-sessions.tsx";
import { SampleCard } from "./sample-card.tsx";
import { StartForm } from "./start-form.tsx";

export interface HomeProps {
	questions: readonly PublicQuestion[];
	sample: Sample | null;
	/** somebody is signed in, as a guest or otherwise */
	guest: boolean;
	/** id of the question that the address names; it need not exist */
	asked: string | null;
}

const goTo = (path: string) => window.location.assign(path);

export function Home({ questions, sample, guest, asked }: HomeProps) {
	const chosen = questions.find(({ id }) => id === asked);
	const [minutes, setMinutes] = useState<Minutes>(chosen?.recommendedMinutes ?? 45);
	const name = useKeptName();
	return (
		<>
			<AppBar nav="sessions" name={guest ? name : null} />
			<main>
				<div className="wrap hero">
					<div>
						<h1>Practise ML system design with a person, on one board</h1>
						<p className="sub">
							Two people, a shared whiteboard and seven timed steps. It is recorded, so afterwards you can replay any
							minute of it.
						</p>
						{asked !== null && !chosen && (
							<p role="alert" className="gone">
								<Icon name="warning" />
								<span>
									The question of this address is not here any more, or it is not yours. Choose another one, or{" "}
									<Link href="/questions">look through all of them</Link>.
								</span>
							</p>
						)}
						{questions.length > 0 ? (
							<StartForm
								key={asked}
								questions={questions}
								asked={chosen?.id}
								minutes={minutes}
								onMinutes={setMinutes}
								goTo={goTo}
							/>
						) : (
							<div className="card state" role="alert">
								<h2>No question is installed</h2>
								<p>Start the server again: it loads the question packs under prisma/packs when it starts.</p>
							</div>
						)}
					</div>
					<div>
						<Deck minutes={minutes} />
						{sample && <SampleCard sample={sample} />}
					</div>
				</div>
				<MySessions guest={guest} />
			</main>
		</>
	);
}
