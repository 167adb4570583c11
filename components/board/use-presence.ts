// Presence of the live board, both ways: where this person's pointer is goes into awareness at most 20 times a second, 28 while
// the laser is held; what the others send becomes tldraw presence records with the frame's one write. The server has stamped
// names and roles. One's own laser never enters the document either: it is a state, seen as a trail that fades.
import { useEffect } from "react";
import { type Editor, InstancePresenceRecordType, react, type Signal } from "tldraw";
import type { Awareness } from "y-protocols/awareness";
import type { Presence } from "#core/presence.ts";
import type { FrameWriter } from "./board-store.ts";
import { LaserTrail } from "./laser-trail.ts";
import type { Others } from "./others.ts";
import { type BoardTheme, presenceRecord } from "./people-on-board.ts";

const SEND_INTERVAL_MS = 50;
/** Under the 30 a second that the server lets through. */
const LASER_SEND_INTERVAL_MS = 35;
const MAX_SELECTION = 100;

/** Somebody far zoomed in sees a window of a few units: whole ones would make the follower's camera tremble. */
const hundredth = (value: number) => Math.round(value * 100) / 100;

function ownPresence(editor: Editor, pointerIsHere: boolean, following: string | null): Presence {
	const { x, y } = editor.inputs.currentPagePoint;
	const viewport = editor.getViewportPageBounds();
	return {
		cursor: pointerIsHere ? { x: Math.round(x), y: Math.round(y) } : null,
		selection: editor.getSelectedShapeIds().slice(0, MAX_SELECTION),
		viewport: {
			x: hundredth(viewport.x),
			y: hundredth(viewport.y),
			w: hundredth(viewport.w),
			h: hundredth(viewport.h),
		},
		...(isLasering(editor) ? { laser: true } : {}),
		...(following ? { following } : {}),
	};
}

function isLasering(editor: Editor): boolean {
	return editor.isIn("laser.lasering");
}

export interface PresenceSender {
	/** Sends this person's state now, with the wish to bring that person along, which holds for this one time. */
	bring(personId: string): void;
	stop(): void;
}

/** Sends this person's own state. */
export function sendPresence(editor: Editor, awareness: Awareness, following: Signal<string | null>): PresenceSender {
	const container = editor.getContainer();
	let pointerIsHere = false;
	let timer: ReturnType<typeof setTimeout> | null = null;
	let sent = "";
	const send = () => {
		timer = null;
		const presence = ownPresence(editor, pointerIsHere, following.get());
		const key = JSON.stringify(presence);
		if (key === sent) return;
		sent = key;
		awareness.setLocalState(presence);
	};
	const soon = () => {
		timer ??= setTimeout(send, isLasering(editor) ? LASER_SEND_INTERVAL_MS : SEND_INTERVAL_MS);
	};
	const move = () => {
		pointerIsHere = true;
		soon();
	};
	const leave = () => {
		pointerIsHere = false;
		soon();
	};
	const stopReacting = react("own presence", () => {
		editor.getSelectedShapeIds();
		editor.getViewportPageBounds();
		isLasering(editor);
		following.get();
		soon();
	});
	container.addEventListener("pointerdown", move);
	container.addEventListener("pointermove", move);
	container.addEventListener("pointerleave", leave);
	return {
		bring(personId) {
			const presence = ownPresence(editor, pointerIsHere, following.get());
			awareness.setLocalState({ ...presence, bring: { to: personId } });
			// the wish must not stand in a state that is sent again by itself, after a reconnect or as a sign of life
			awareness.setLocalState(presence);
		},
		stop() {
			stopReacting();
			container.removeEventListener("pointerdown", move);
			container.removeEventListener("pointermove", move);
			container.removeEventListener("pointerleave", leave);
			if (timer !== null) clearTimeout(timer);
		},
	};
}

/** Shows the others. @returns the undo */
export function showPresence(editor: Editor, others: Others, writer: FrameWriter, theme: BoardTheme): () => void {
	const changed = new Set(others.all().map(({ client }) => client));
	const trails = new Map<number, LaserTrail>();
	const shown = new Set<number>();
	let frame: number | null = null;
	const recordId = (client: number) => InstancePresenceRecordType.createId(String(client));

	const write = () => {
		const now = Date.now();
		let fading = false;
		for (const client of new Set([...changed, ...trails.keys()])) {
			const other = others.get(client);
			if (!other) {
				trails.delete(client);
				shown.delete(client);
				if (editor.store.has(recordId(client))) editor.store.remove([recordId(client)]);
				continue;
			}
			const { user, cursor, selection } = other.presence;
			const trail = trails.get(client)?.strokes(now) ?? [];
			if (trail.length > 0) fading = true;
			else if (!other.presence.laser) trails.delete(client);
			const person = {
				key: String(client),
				personId: user.id,
				name: user.name,
				role: user.role,
				cursor,
				selection,
				trail,
				activeAtMs: other.activeAtMs,
			};
			shown.add(client);
			editor.store.put([presenceRecord(person, theme)]);
		}
		changed.clear();
		// a trail fades without anybody saying so
		if (fading) frame ??= requestAnimationFrame(again);
	};
	const again = () => {
		frame = null;
		writer.schedule(write);
	};
	const stopListening = others.onChange((clients) => {
		for (const client of clients) {
			changed.add(client);
			const presence = others.get(client)?.presence;
			if (!presence?.laser && !trails.has(client)) continue;
			const trail = trails.get(client) ?? new LaserTrail();
			trails.set(client, trail);
			trail.note(presence?.cursor ?? null, { laser: presence?.laser === true }, Date.now());
		}
		writer.schedule(write);
	});
	writer.schedule(write);
	return () => {
		stopListening();
		if (frame !== null) cancelAnimationFrame(frame);
		writer.schedule(() => editor.store.remove([...shown].map(recordId).filter((id) => editor.store.has(id))));
	};
}

export function usePresence(
	editor: Editor | null,
	others: Others | null,
	writer: FrameWriter | null,
	theme: BoardTheme,
): void {
	useEffect(
		() => (editor && others && writer ? showPresence(editor, others, writer, theme) : undefined),
		[editor, others, writer, theme],
	);
}
