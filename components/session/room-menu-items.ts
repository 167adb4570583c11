// What stands in the menu of a room: on a phone also what the bar has no place for. Pure: a list of words and deeds.
import { replayAddress } from "#core/replay-address.ts";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { handCommand, mayRaise } from "./hands.tsx";
import type { MenuItem } from "./room-menu.tsx";
import { safeMeetingUrl } from "./room-words.ts";
import { maySet } from "./settings-fields.tsx";
import type { RoomBoard } from "./use-board.ts";

export interface RoomMenuOptions {
	view: SessionView;
	narrow: boolean;
	theme: "light" | "dark";
	panelOpen: boolean;
	board: Pick<RoomBoard, "handle" | "layout" | "question">;
	run(command: Command): void;
	onInvite: (() => void) | null;
	onOver(what: "people" | "pictures" | "help" | "settings" | "end"): void;
	onTheme(): void;
	/** whether a soft sound plays when somebody joins */
	sound: boolean;
	onSound(): void;
	onPanel(): void;
}

export function roomMenuItems(options: RoomMenuOptions): MenuItem[] {
	const { view, narrow, run, onInvite, onOver } = options;
	const items: MenuItem[] = [];
	if (narrow && view.mayLead) {
		if (view.phase === "lobby") items.push({ words: "Start", icon: "play", onSelect: () => run({ type: "start" }) });
		if (view.phase === "running") items.push({ words: "Pause", icon: "pause", onSelect: () => run({ type: "pause" }) });
		if (view.phase === "paused") items.push({ words: "Go on", icon: "play", onSelect: () => run({ type: "resume" }) });
		if (view.phase === "running" || view.phase === "paused") {
			items.push({ words: "End the interview", icon: "cross", onSelect: () => onOver("end") });
		}
	}
	if (narrow && mayRaise(view)) {
		const words = view.hands.includes(view.you) ? "Lower your hand" : "Raise your hand";
		items.push({ words, icon: "hand", apart: items.length > 0, onSelect: () => run(handCommand(view)) });
	}
	const here = view.people.filter((person) => person.here).length;
	items.push({
		words: `People, ${here} of ${view.people.length} here`,
		icon: "person",
		apart: items.length > 0,
		onSelect: () => onOver("people"),
	});
	// before the start it stands in the panel
	if (maySet(view) && view.phase !== "lobby") {
		items.push({ words: "How this interview runs", icon: "note", onSelect: () => onOver("settings") });
	}
	if (onInvite) items.push({ words: "Invite", icon: "link", onSelect: onInvite });
	const meeting = safeMeetingUrl(view.session.meetingUrl);
	if (meeting) items.push({ words: "Open the call", icon: "video", href: meeting });
	if (view.startedAt !== null && view.mayReplay) {
		items.push({ words: "Replay so far", icon: "play", href: replayAddress(view.session.id) });
	}
	items.push(...boardItems(options));
	items.push({
		words: options.panelOpen ? "Hide the panel" : "Show the panel",
		icon: "panel",
		key: narrow ? undefined : "\\",
		apart: true,
		onSelect: options.onPanel,
	});
	items.push({
		words: options.theme === "dark" ? "Switch to light" : "Switch to dark",
		icon: "sun",
		onSelect: options.onTheme,
	});
	items.push({
		words: options.sound ? "No sound when someone joins" : "Sound when someone joins",
		icon: "bell",
		onSelect: options.onSound,
	});
	if (!narrow) items.push({ words: "All keys", icon: "note", key: "?", onSelect: () => onOver("help") });
	return items;
}

function boardItems({ view, board, onOver }: RoomMenuOptions): MenuItem[] {
	const { handle, layout, question } = board;
	if (!handle || !layout) return [];
	const items: MenuItem[] = [];
	if (layout.areas || view.mayDraw) {
		items.push({
			words: layout.areas ? "Go to the seven areas" : "Lay out the seven areas",
			icon: "areas",
			onSelect: () => handle.layOutAreas(question),
		});
	}
	if (layout.areas && !layout.pinned && question && view.mayDraw) {
		items.push({ words: "Pin the question", icon: "pin", onSelect: () => handle.pinQuestion(question) });
	}
	items.push({ words: "Pictures of the board", icon: "download", onSelect: () => onOver("pictures") });
	return items.map((item, index) => (index === 0 ? { ...item, apart: true } : item));
}
