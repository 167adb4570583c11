// Looking together: this person follows somebody, is followed, brings and is brought. It joins the camera, what the others
// send and what this person sends, and tells the page. A person who is gone for longer than a reload ends the following.
import { useEffect, useRef, useState } from "react";
import { atom, type Editor, react } from "tldraw";
import type { Awareness } from "y-protocols/awareness";
import { BRING_INTERVAL_MS } from "#core/limits.ts";
import { followViewport, glideTo } from "./follow.ts";
import { Others } from "./others.ts";
import { mustLetGo, type Together, type TogetherState } from "./together.ts";
import { sendPresence } from "./use-presence.ts";

/** Reloading a page takes a moment, and so does a train in a tunnel. */
const GONE_MS = 4_000;

export interface NoticeOptions {
	readonly action?: { readonly label: string; onPress(): void };
}

export interface TogetherOptions {
	readonly editor: Editor;
	readonly awareness: Awareness;
	readonly others: Others;
	readonly me: string;
	nameOf(personId: string): string;
	onNotice(words: string, options?: NoticeOptions): void;
	nowMs?(): number;
}

/** @returns what the page may ask, and the undo of everything */
export function lookTogether(options: TogetherOptions): Together & { end(): void } {
	const { editor, awareness, others, me, nameOf, onNotice, nowMs = Date.now } = options;
	const following = atom<string | null>("following", null);
	const sender = sendPresence(editor, awareness, following);
	const listeners = new Set<() => void>();
	let state: TogetherState = { following: null, followers: [], onBoard: [] };
	let stopCamera = () => {};
	let stopGlide = () => {};
	let goneTimer: ReturnType<typeof setTimeout> | null = null;
	let lastBringMs = Number.NEGATIVE_INFINITY;

	const tell = () => {
		const onBoard = others.people();
		const followers = onBoard.filter((id) => others.followedBy(id).includes(me));
		const next = { following: following.get(), followers, onBoard };
		if (JSON.stringify(next) === JSON.stringify(state)) return;
		state = next;
		for (const listener of listeners) listener();
	};
	const stopFollowing = () => {
		stopCamera();
		stopCamera = () => {};
		if (goneTimer !== null) clearTimeout(goneTimer);
		goneTimer = null;
		following.set(null);
	};
	const watchLeader = () => {
		const leader = following.get();
		if (leader === null) return;
		if (mustLetGo(me, leader, (id) => others.followedBy(id))) {
			stopFollowing();
			onNotice(`${nameOf(leader)} follows you, so your view is your own again.`);
			return;
		}
		const isHere = others.viewportOf(leader) !== null;
		if (isHere && goneTimer !== null) {
			clearTimeout(goneTimer);
			goneTimer = null;
		}
		if (!isHere) {
			goneTimer ??= setTimeout(() => {
				stopFollowing();
				onNotice(`The view of ${nameOf(leader)} is gone, so yours is your own again.`);
			}, GONE_MS);
		}
	};

	const stopTelling = react("whom this person follows", () => {
		following.get();
		tell();
	});
	const stopWatching = others.onChange(() => {
		watchLeader();
		tell();
	});
	const stopBrings = others.onBring(({ by, viewport }) => {
		// who follows is there already
		if (following.get() === by.id) return;
		stopGlide();
		stopGlide = glideTo(editor, viewport, (back) => {
			stopFollowing();
			onNotice(`${by.name} brought you to this view.`, { action: { label: "Go back", onPress: back } });
		});
	});

	return {
		state: () => state,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		follow(personId) {
			if (!others.viewportOf(personId) || others.followedBy(personId).includes(me)) return;
			stopFollowing();
			stopGlide();
			following.set(personId);
			stopCamera = followViewport(editor, () => others.viewportOf(personId), stopFollowing);
		},
		stopFollowing,
		bring(personId) {
			if (!others.people().includes(personId)) {
				onNotice(`${nameOf(personId)} is not on the board now.`);
				return;
			}
			const now = nowMs();
			if (now - lastBringMs < BRING_INTERVAL_MS) {
				onNotice("Give it a moment before you bring somebody again.");
				return;
			}
			lastBringMs = now;
			sender.bring(personId);
			onNotice(`${nameOf(personId)} is brought to your view.`);
		},
		end() {
			stopTelling();
			stopWatching();
			stopBrings();
			stopGlide();
			stopFollowing();
			sender.stop();
		},
	};
}

/** Where Esc means something of its own. */
const OWN_ESCAPE =
	"input, textarea, select, [contenteditable='true'], [role='dialog'], [role='alertdialog'], [role='menu']";

/** Esc lets go, wherever the focus is. @returns the undo */
function letGoByEscape(together: Together): () => void {
	const press = (event: KeyboardEvent) => {
		if (event.key !== "Escape" || together.state().following === null) return;
		if (event.target instanceof Element && event.target.closest(OWN_ESCAPE)) return;
		together.stopFollowing();
	};
	window.addEventListener("keydown", press, true);
	return () => window.removeEventListener("keydown", press, true);
}

export function useTogether(
	editor: Editor | null,
	awareness: Awareness | null,
	me: string,
	props: Pick<TogetherOptions, "nameOf" | "onNotice"> & { onTogether?(together: Together | null): void },
): { together: Together | null; others: Others | null } {
	const told = useRef(props);
	told.current = props;
	const [shown, setShown] = useState<{ together: Together; others: Others } | null>(null);
	useEffect(() => {
		if (!editor || !awareness) return;
		const others = new Others(awareness, me);
		const together = lookTogether({
			editor,
			awareness,
			others,
			me,
			nameOf: (id) => told.current.nameOf(id),
			onNotice: (words, options) => told.current.onNotice(words, options),
		});
		const stopEscape = letGoByEscape(together);
		setShown({ together, others });
		told.current.onTogether?.(together);
		return () => {
			setShown(null);
			told.current.onTogether?.(null);
			stopEscape();
			together.end();
			others.stop();
		};
	}, [editor, awareness, me]);
	return shown ?? { together: null, others: null };
}
