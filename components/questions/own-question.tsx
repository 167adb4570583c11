"use client";
// What an owner can do with a question that she added: know how to change it, and delete it after she was asked.
import { useState } from "react";
import { callApi } from "#components/api.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/dialog.tsx";
import { Icon } from "#components/ui/icons.tsx";
import type { ListedQuestion } from "#core/protocol.ts";

export interface OwnQuestionProps {
	question: ListedQuestion & { own: NonNullable<ListedQuestion["own"]> };
	/** goes to a page of ours */
	goTo(path: string): void;
}

export function OwnQuestion({ question, goTo }: OwnQuestionProps) {
	const [asking, setAsking] = useState(false);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const remove = async () => {
		setBusy(true);
		setProblem(null);
		const answer = await callApi(`/api/questions/${question.id}`, { method: "DELETE" });
		// gone already: another tab was first
		if (answer.ok || answer.status === 404) return goTo("/questions");
		setBusy(false);
		setProblem(answer.message);
	};
	return (
		<section className="qown" aria-label="Your own question">
			<p className="row m">
				<Icon name="lock" />
				Only you see this question here
			</p>
			<p className="t2">
				To change it, add a pack with the id <code>{question.own.packId}</code> again: it takes the place of this one.
				Sessions that were made with it keep it as it was.
			</p>
			<Button tone="danger" icon="trash" onClick={() => setAsking(true)}>
				Delete this question
			</Button>
			<ConfirmDialog
				open={asking}
				onOpenChange={setAsking}
				title="Delete this question?"
				words={`“${question.title}” leaves your list, with its brief. Sessions that were made with it keep both.`}
				confirm="Delete"
				cancel="Keep it"
				tone="danger"
				busy={busy}
				busyLabel="Deleting…"
				problem={problem}
				onConfirm={() => void remove()}
			/>
		</section>
	);
}
