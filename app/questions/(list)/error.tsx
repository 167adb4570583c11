"use client";
// The questions could not be had.
import { FailedQuestions } from "#components/questions/question-states.tsx";

export default function QuestionsError() {
	return <FailedQuestions onAgain={() => window.location.reload()} />;
}
