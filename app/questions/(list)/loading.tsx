// While the questions are on their way.
import { LoadingQuestions } from "#components/questions/question-states.tsx";

export default function Loading() {
	return <LoadingQuestions />;
}
