// A quiet offer on the board: the seven areas while it is empty, and the question for areas that were laid out before it was
// asked. Gone with the first thing that is drawn, or when it is declined; the menu has both for later.
import { type KeyboardEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { SessionView } from "#core/view.ts";
import type { RoomBoard } from "./use-board.ts";

interface AreasOfferProps {
	view: Pick<SessionView, "mayDraw" | "mayLead" | "phase">;
	board: RoomBoard;
}

type Offer = "areas" | "pin";

/** Pure, so that a test can ask it. */
export function offerFor(
	view: AreasOfferProps["view"],
	{ layout, question }: Pick<RoomBoard, "layout" | "question">,
): Offer | null {
	if (!view.mayDraw || layout === null || view.phase === "debrief") return null;
	if (layout.empty) return "areas";
	// who leads pins it, before anybody works in the areas
	return view.mayLead && layout.areas && layout.untouched && !layout.pinned && question ? "pin" : null;
}

export function AreasOffer({ view, board }: AreasOfferProps) {
	const [declined, setDeclined] = useState<readonly Offer[]>([]);
	const offer = offerFor(view, board);
	const { handle, question } = board;
	if (!offer || !handle || declined.includes(offer)) return null;

	const decline = () => {
		setDeclined([...declined, offer]);
		handle.focus();
	};
	const accept = () => {
		if (offer === "areas") handle.layOutAreas(question);
		else if (question) handle.pinQuestion(question);
		handle.focus();
	};
	// the board would take keys that are meant for these buttons
	const keep = (event: KeyboardEvent) => event.stopPropagation();
	const words = WORDS[offer];
	return (
		<section className={`areasoffer ${offer}`} aria-label={words.title} onKeyDown={keep} onKeyUp={keep}>
			<h2>{words.title}</h2>
			<p>{offer === "areas" && !question ? words.beforeStart : words.more}</p>
			<p className="row">
				<Button onClick={accept}>{words.accept}</Button>
				<Button tone="quiet" onClick={decline}>
					{words.decline}
				</Button>
			</p>
		</section>
	);
}

const WORDS = {
	areas: {
		title: "The board is empty",
		more: "Begin with one titled area a step and the question above them, or just draw.",
		beforeStart:
			"Begin with one titled area a step, or just draw. The question can be pinned above them after the start.",
		accept: "Lay out the seven areas",
		decline: "Keep it empty",
	},
	pin: {
		title: "Pin the question on the board?",
		more: "It stands above the seven areas, where everybody sees it.",
		beforeStart: "",
		accept: "Pin the question",
		decline: "Not now",
	},
} as const;
