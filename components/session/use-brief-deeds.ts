// What an interviewer does from her brief, as commands. A hint waits five seconds in a toast and can be taken back until then; what is
// being written in the chain of reasoning is kept here, so that a look at another tab loses nothing.
import { useEffect, useMemo, useRef, useState } from "react";
import { type BriefDeeds, type HintPlace, isSamePlace, type ThreadCellId } from "#components/framework/brief-deeds.ts";
import { useToast } from "#components/ui/toast.tsx";
import { HINT_WORDS } from "#core/aids.ts";
import { stepOf } from "#core/framework.ts";
import type { Command } from "#core/session.ts";
import { cleanLine } from "#core/text.ts";

const TAKE_BACK_MS = 5_000;

const keyOf = ({ step, level }: HintPlace) => `${step} ${level}`;

export function useBriefDeeds(onCommand: (command: Command) => Promise<boolean>): BriefDeeds {
	const say = useToast();
	const [pending, setPending] = useState<readonly HintPlace[]>([]);
	const [drafts, setDrafts] = useState<BriefDeeds["drafts"]>({});
	const toasts = useRef(new Map<string, () => void>());

	// who leaves the room has not shown what was still to be shown
	useEffect(() => {
		const open = toasts.current;
		return () => {
			for (const takeOff of open.values()) takeOff();
			open.clear();
		};
	}, []);

	return useMemo(() => {
		const settle = (place: HintPlace) => {
			toasts.current.delete(keyOf(place));
			setPending((places) => places.filter((other) => !isSamePlace(other, place)));
		};
		const takeBack = (place: HintPlace) => {
			toasts.current.get(keyOf(place))?.();
			settle(place);
		};
		const draft = (cell: ThreadCellId, next: BriefDeeds["drafts"][ThreadCellId] | null) =>
			setDrafts(({ [cell]: _, ...others }) => (next ? { ...others, [cell]: next } : others));
		return {
			pending,
			drafts,
			draft,
			takeBack,
			mark(itemId, marks) {
				for (const { state, origin } of marks) void onCommand({ type: "mark", itemId, state, origin });
			},
			answer: (no) => void onCommand({ type: "answer-clarification", no }),
			playTwist: (no) => void onCommand({ type: "play-twist", no }),
			judgeLink: (link, state) => void onCommand({ type: "judge-link", link, state }),
			showHint(place) {
				if (toasts.current.has(keyOf(place))) return;
				setPending((places) => [...places, place]);
				const what = `The ${HINT_WORDS[place.level].toLowerCase()} for ${stepOf(place.step).short.toLowerCase()}`;
				const takeOff = say(`${what} is on the candidate's screen in 5 seconds.`, {
					shownMs: TAKE_BACK_MS,
					action: { label: "Take back", onPress: () => settle(place) },
					onGone: () => void onCommand({ type: "show-hint", ...place }).finally(() => settle(place)),
				});
				toasts.current.set(keyOf(place), takeOff);
			},
			writeThread(cell, sent) {
				const { text, was } = sent;
				draft(cell, { ...sent, refused: false });
				void onCommand({ type: "write-thread", cell, text, was }).then((isWritten) =>
					setDrafts(({ [cell]: now, ...others }) => {
						if (!now) return others;
						// what was typed while it was on its way begins from what has arrived
						if (isWritten) return now.text === text ? others : { ...others, [cell]: { ...now, was: cleanLine(text) } };
						return { ...others, [cell]: { ...now, refused: true } };
					}),
				);
			},
		};
	}, [pending, drafts, onCommand, say]);
}
