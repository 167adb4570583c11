// Presence of the live board, both ways: where this person's pointer is goes into awareness at most 20 times a second;
// what the others send becomes tldraw presence records with the frame's one write. The server has stamped names and
// roles; a state that the schema does not read is not shown.
import { useEffect } from "react";
import { type Editor, InstancePresenceRecordType, react } from "tldraw";
import type { Awareness } from "y-protocols/awareness";
import { type Presence, stampedPresenceSchema } from "#core/presence.ts";
import type { FrameWriter } from "./board-store.ts";
import { type BoardTheme, presenceRecord } from "./people-on-board.ts";

const SEND_INTERVAL_MS = 50;
const MAX_SELECTION = 100;

function ownPresence(editor: Editor, pointerIsHere: boolean): Presence {
	const { x, y } = editor.inputs.currentPagePoint;
	const viewport = editor.getViewportPageBounds();
	return {
		cursor: pointerIsHere ? { x: Math.round(x), y: Math.round(y) } : null,
		selection: editor.getSelectedShapeIds().slice(0, MAX_SELECTION),
		viewport: {
			x: Math.round(viewport.x),
			y: Math.round(viewport.y),
			w: Math.round(viewport.w),
			h: Math.round(viewport.h),
		},
	};
}

/** Sends this person's own state. @returns the undo */
export function sendPresence(editor: Editor, awareness: Awareness): () => void {
	const container = editor.getContainer();
	let pointerIsHere = false;
	let timer: ReturnType<typeof setTimeout> | null = null;
	let sent = "";
	const send = () => {
		timer = null;
		const presence = ownPresence(editor, pointerIsHere);
		const key = JSON.stringify(presence);
		if (key === sent) return;
		sent = key;
		awareness.setLocalState(presence);
	};
	const soon = () => {
		timer ??= setTimeout(send, SEND_INTERVAL_MS);
	};
	const enter = () => {
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
		soon();
	});
	container.addEventListener("pointermove", enter);
	container.addEventListener("pointerleave", leave);
	soon();
	return () => {
		stopReacting();
		container.removeEventListener("pointermove", enter);
		container.removeEventListener("pointerleave", leave);
		if (timer !== null) clearTimeout(timer);
	};
}

/** Shows the others. @returns the undo */
export function showPresence(editor: Editor, awareness: Awareness, writer: FrameWriter, theme: BoardTheme): () => void {
	const activeAt = new Map<number, number>();
	const changed = new Set<number>(awareness.getStates().keys());

	const write = () => {
		for (const client of changed) {
			const id = InstancePresenceRecordType.createId(String(client));
			const state = client === awareness.clientID ? undefined : awareness.getStates().get(client);
			const presence = stampedPresenceSchema.safeParse(state).data;
			if (!presence) {
				if (editor.store.has(id)) editor.store.remove([id]);
				continue;
			}
			editor.store.put([
				presenceRecord(
					{
						key: String(client),
						personId: presence.user.id,
						name: presence.user.name,
						role: presence.user.role,
						cursor: presence.cursor,
						selection: presence.selection,
						activeAtMs: activeAt.get(client) ?? Date.now(),
					},
					theme,
				),
			]);
		}
		changed.clear();
	};
	const note = (change: { added: number[]; updated: number[]; removed: number[] }) => {
		for (const client of [...change.added, ...change.updated, ...change.removed]) {
			changed.add(client);
			activeAt.set(client, Date.now());
		}
		writer.schedule(write);
	};
	awareness.on("change", note);
	writer.schedule(write);
	return () => {
		awareness.off("change", note);
		const own = [...awareness.getStates().keys(), ...activeAt.keys()].map((client) =>
			InstancePresenceRecordType.createId(String(client)),
		);
		writer.schedule(() => editor.store.remove(own.filter((id) => editor.store.has(id))));
	};
}

export function usePresence(
	editor: Editor | null,
	awareness: Awareness | null,
	writer: FrameWriter | null,
	theme: BoardTheme,
): void {
	useEffect(() => (editor && awareness ? sendPresence(editor, awareness) : undefined), [editor, awareness]);
	useEffect(
		() => (editor && awareness && writer ? showPresence(editor, awareness, writer, theme) : undefined),
		[editor, awareness, writer, theme],
	);
}
