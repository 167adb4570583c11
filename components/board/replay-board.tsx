// The board of a replay: shows the records it is given and nothing else. Records are swapped by identity, so a seek
// touches only what differs; at most one store write a frame. tldraw's keys are off, the camera is the viewer's.
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { type Editor, react, type TLInstancePresence, type TLRecord, unsafe__withoutCapture } from "tldraw";
import type { Role } from "#core/session.ts";
import { BoardEditor } from "./board-editor.tsx";
import type { BoardHandle } from "./board-handle.ts";
import { createBoardStore, createFrameWriter, putSafely } from "./board-store.ts";
import { fitBoard } from "./fit.ts";
import { type BoardTheme, presenceRecord } from "./people-on-board.ts";
import { boardHandle, useHandle } from "./use-handle.ts";

export interface BoardCursor {
	readonly id: string;
	readonly name: string;
	readonly role: Role;
	readonly x: number;
	readonly y: number;
}

export interface ReplayBoardProps {
	readonly sessionId: string;
	readonly records: ReadonlyMap<string, TLRecord>;
	readonly cursors: readonly BoardCursor[];
	readonly licenseKey: string | null;
	readonly theme: BoardTheme;
	/** the viewer took the camera; from then on it is not moved until `fitKey` changes */
	onUserMovedCamera?(): void;
	/** another value shows the whole board again */
	readonly fitKey?: string;
	/** what may be asked of the board, as long as it is there */
	onBoard?(handle: BoardHandle | null): void;
}

const VIEWER = { id: "replay-viewer", name: "" };

function presences(cursors: readonly BoardCursor[], theme: BoardTheme): Map<string, TLInstancePresence> {
	const now = Date.now();
	return new Map(
		cursors.map(({ id, name, role, x, y }) => {
			const person = { key: id, personId: id, name, role, cursor: { x, y }, activeAtMs: now };
			const record = presenceRecord(person, theme);
			return [record.id, record];
		}),
	);
}

export function ReplayBoard(props: ReplayBoardProps): ReactNode {
	const { records, cursors, theme, fitKey, onUserMovedCamera } = props;
	const [store] = useState(createBoardStore);
	const [editor, setEditor] = useState<Editor | null>(null);
	const wanted = useRef({ records, cursors, theme });
	wanted.current = { records, cursors, theme };
	const shown = useRef<ReadonlyMap<string, TLRecord>>(new Map());
	const cameraIsTheirs = useRef(false);
	const [writer] = useState(() => createFrameWriter(store));

	const write = useCallback(() => {
		const { records: next, cursors: pointers, theme: look } = wanted.current;
		const last = shown.current;
		if (next !== last) {
			const gone = [...last.values()].filter((record) => !next.has(record.id)).map((record) => record.id);
			store.remove(gone.filter((id) => id.startsWith("binding:")));
			putSafely(
				store,
				[...next.values()].filter((record) => last.get(record.id) !== record),
			);
			store.remove(gone.filter((id) => !id.startsWith("binding:")));
			// a copy: the caller may go on changing its own map
			shown.current = new Map(next);
		}
		const people = presences(pointers, look);
		const left = store
			.allRecords()
			.filter((record) => record.typeName === "instance_presence" && !people.has(record.id))
			.map((record) => record.id);
		store.remove(left);
		store.put([...people.values()]);
	}, [store]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: `write` reads the newest of them; they only say when
	useEffect(() => {
		writer.schedule(write);
	}, [writer, write, records, cursors, theme]);
	useEffect(() => () => writer.stop(), [writer]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: another fitKey asks for this
	useEffect(() => {
		if (!editor) return;
		cameraIsTheirs.current = false;
		fitBoard(editor);
	}, [editor, fitKey]);
	// as the board grows it stays in sight, until the viewer takes the camera
	useEffect(() => {
		if (!editor) return;
		return editor.store.listen(
			() => {
				if (cameraIsTheirs.current) return;
				const bounds = editor.getCurrentPageBounds();
				if (bounds && !editor.getViewportPageBounds().contains(bounds)) fitBoard(editor);
			},
			{ source: "remote", scope: "document" },
		);
	}, [editor]);
	// a turned phone, a folded panel: the same board in another window
	useEffect(() => {
		if (!editor) return;
		return react("fit the board into a window that changed", () => {
			editor.getViewportScreenBounds();
			if (!cameraIsTheirs.current) unsafe__withoutCapture(() => fitBoard(editor));
		});
	}, [editor]);
	useEffect(() => {
		if (!editor) return;
		const container = editor.getContainer();
		const take = () => {
			if (cameraIsTheirs.current) return;
			cameraIsTheirs.current = true;
			onUserMovedCamera?.();
		};
		container.addEventListener("wheel", take, { passive: true });
		container.addEventListener("pointerdown", take);
		return () => {
			container.removeEventListener("wheel", take);
			container.removeEventListener("pointerdown", take);
		};
	}, [editor, onUserMovedCamera]);

	useHandle(editor, boardHandle, props.onBoard);

	const mount = useCallback((mounted: Editor) => {
		mounted.updateInstanceState({ isReadonly: true });
		setEditor(mounted);
		return () => setEditor(null);
	}, []);

	return (
		<BoardEditor
			store={store}
			me={VIEWER}
			theme={theme}
			licenseKey={props.licenseKey}
			use="viewer"
			label="Board at this moment of the replay"
			onMount={mount}
			onNotice={() => {}}
			onShapeFailed={() => {}}
		/>
	);
}
