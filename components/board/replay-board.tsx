// The board of a replay: shows the records it is given and nothing else. Records are swapped by identity, so a seek
// touches only what differs; at most one store write a frame. tldraw's keys are off; the camera is the viewer's, unless
// it follows somebody's pointer.
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { Editor, TLInstancePresence, TLRecord } from "tldraw";
import type { Role } from "#core/session.ts";
import { HandsContext, type HandsOnBoard } from "./author-marks.tsx";
import { BoardEditor } from "./board-editor.tsx";
import type { BoardHandle } from "./board-handle.ts";
import { createBoardStore, createFrameWriter, putSafely } from "./board-store.ts";
import { opacityOf } from "./fading-cursor.tsx";
import type { Stroke } from "./laser-trail.ts";
import { type BoardTheme, presenceRecord } from "./people-on-board.ts";
import { PointedContext } from "./pointed-shapes.tsx";
import { type PointerListener, watchPointer } from "./shape-at-pointer.ts";
import { boardHandle, useHandle } from "./use-handle.ts";
import { useReplayCamera } from "./use-replay-camera.ts";

export interface BoardCursor {
	readonly id: string;
	readonly name: string;
	readonly role: Role;
	readonly x: number;
	readonly y: number;
	/** how long it has not moved */
	readonly restsMs: number;
	/** what is still seen of this person's laser */
	readonly trail: readonly Stroke[];
}

export interface ReplayBoardProps {
	readonly sessionId: string;
	readonly records: ReadonlyMap<string, TLRecord>;
	readonly cursors: readonly BoardCursor[];
	readonly licenseKey: string | null;
	readonly theme: BoardTheme;
	/** whose pointer the camera follows */
	readonly followed: string | null;
	/** another value shows the whole board again */
	readonly fitKey: number;
	/** shapes that are looked at and outlined, as far as they are on the board */
	readonly pointed: readonly string[];
	/** who drew what, while that is asked */
	readonly hands: HandsOnBoard;
	/** the viewer took the camera */
	onTaken(): void;
	/** which shape is pointed at, while somebody wants to know */
	readonly pointer: PointerListener | null;
	/** how many shapes could not be drawn; the board goes on without them */
	onShapeFailed(count: number): void;
	/** what may be asked of the board, as long as it is there */
	onBoard?(handle: BoardHandle | null): void;
}

const VIEWER = { id: "replay-viewer", name: "" };

function presences(cursors: readonly BoardCursor[], theme: BoardTheme): Map<string, TLInstancePresence> {
	const now = Date.now();
	return new Map(
		cursors.map(({ id, name, role, x, y, trail, restsMs }) => {
			const person = { key: id, personId: id, name, role, cursor: { x, y }, trail, activeAtMs: now };
			const record = { ...presenceRecord(person, theme), meta: { opacity: opacityOf(restsMs) } };
			return [record.id, record];
		}),
	);
}

export function ReplayBoard(props: ReplayBoardProps): ReactNode {
	const { records, cursors, theme, followed, fitKey, pointed, pointer } = props;
	const [store] = useState(createBoardStore);
	const [editor, setEditor] = useState<Editor | null>(null);
	const wanted = useRef({ records, cursors, theme });
	wanted.current = { records, cursors, theme };
	const shown = useRef<ReadonlyMap<string, TLRecord>>(new Map());
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

	useReplayCamera(editor, {
		fitKey,
		pointed,
		followed,
		pointer: () => cursors.find((cursor) => cursor.id === followed) ?? null,
		onTaken: props.onTaken,
	});
	useEffect(() => (editor && pointer ? watchPointer(editor, pointer) : undefined), [editor, pointer]);
	useHandle(editor, boardHandle, props.onBoard);

	const mount = useCallback((mounted: Editor) => {
		mounted.updateInstanceState({ isReadonly: true });
		setEditor(mounted);
		return () => setEditor(null);
	}, []);

	return (
		<PointedContext value={pointed}>
			<HandsContext value={props.hands}>
				<BoardEditor
					store={store}
					me={VIEWER}
					theme={theme}
					licenseKey={props.licenseKey}
					use="viewer"
					label="Board at this moment of the replay"
					onMount={mount}
					onNotice={() => {}}
					onShapeFailed={props.onShapeFailed}
				/>
			</HandsContext>
		</PointedContext>
	);
}
