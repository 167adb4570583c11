// A sentence that an interviewer can say aloud to move on without judging: it takes what the step produced as settled and opens the
// next one. Where the interview is early it asks for more instead. Pure data and two ways to put it together.
import type { SegmentId } from "#core/framework.ts";

interface Passage {
	/** how to leave it, with what it produced as settled */
	readonly leave: string;
	/** how to open it, after "and" */
	readonly open: string;
	/** what one can still add to, after "to" */
	readonly topic: string;
}

const PASSAGES: Record<SegmentId, Passage> = {
	intro: {
		leave: "Thank you, we know each other now: let us begin",
		open: "hear the question once more",
		topic: "what we said at the start",
	},
	clarify: {
		leave: "Let us take these requirements as agreed",
		open: "go back to what the product needs",
		topic: "the requirements",
	},
	frame: {
		leave: "Let us keep this framing",
		open: "put it as a task for a model",
		topic: "the task that the model gets",
	},
	data: { leave: "Let us take the label rule as settled", open: "look at the data", topic: "the data" },
	model: { leave: "Let us stay with the model that you have", open: "look at the model", topic: "the model" },
	evaluate: {
		leave: "Let us take these metrics as given",
		open: "see how we would know that it works",
		topic: "the metrics",
	},
	serve: {
		leave: "Let us leave the request path as it stands",
		open: "follow one request to its prediction",
		topic: "the request path",
	},
	monitor: {
		leave: "Let us say that these alerts are in place",
		open: "see how we would notice that it gets worse",
		topic: "the alerts and the retraining",
	},
	wrap: {
		leave: "Thank you, that is a good place to stop",
		open: "sum up what stands on the board",
		topic: "the summary",
	},
};

/** To move on: "Let us take the label rule as settled and look at the model." Without a next part the interview ends. */
export function moveOnWords(from: SegmentId, to: SegmentId | null): string {
	return to === null ? `${PASSAGES[from].leave}.` : `${PASSAGES[from].leave} and ${PASSAGES[to].open}.`;
}

/** To stay, where the plan still says another part: "We have time: is there anything that you would add to the data?" */
export function timeLeftWords(planned: SegmentId): string {
	return `We have time: is there anything that you would add to ${PASSAGES[planned].topic}?`;
}
