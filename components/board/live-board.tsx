// The board of a live session: one document, one connection, one tldraw store, bound to each other while mounted. Props
// in, callbacks out; it does not know the session, only whether this person may draw. When the server does not take what
// was drawn, the board begins another life (use-lives.ts) with a fresh document.
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Editor } from "tldraw";
import * as Y from "yjs";
import type { CloseReason } from "#core/protocol.ts";
import type { Role } from "#core/session.ts";
import type { Person } from "#core/view.ts";
import { BoardEditor } from "./board-editor.tsx";
import type { BoardLayout, LiveBoardHandle } from "./board-handle.ts";
import { createBoardStore } from "./board-store.ts";
import { fitBoard } from "./fit.ts";
import { FollowFrame } from "./follow-frame.tsx";
import { createKeeper, type Unsent } from "./kept-edits.ts";
import { keptName } from "./kept-storage.ts";
import { type OpenLabel, openLabelOf } from "./label-editing.ts";
import { guardPen } from "./pen-touch.ts";
import { type BoardTheme, roleColour } from "./people-on-board.ts";
import type { SyncOptions, SyncState } from "./sync-connection.ts";
import { type Together, useTogetherState } from "./together.ts";
import { type Binding, type BindingOptions, useBinding } from "./use-binding.ts";
import { useLayout, useLiveHandle } from "./use-handle.ts";
import { type Refusal, useLives } from "./use-lives.ts";
import { usePresence } from "./use-presence.ts";
import { syncUrl, useSync } from "./use-sync.ts";
import { type NoticeOptions, useTogether } from "./use-together.ts";

export type { SyncState } from "./sync-connection.ts";
export type { Refusal } from "./use-lives.ts";

export interface LiveBoardProps {
	readonly sessionId: string;
	readonly me: { readonly id: string; readonly name: string; readonly role: Role };
	readonly mayDraw: boolean;
	/** the board has hardly any room left */
	readonly nearlyFull: boolean;
	readonly licenseKey: string | null;
	readonly theme: BoardTheme;
	onSync(state: SyncState): void;
	/** what the server did not take, and what may be done about it; null when that is over */
	onRefused?(refusal: Refusal | null): void;
	/** how many objects of the board cannot be shown */
	onQuarantine(count: number): void;
	/** a sentence for the person, e.g. why a paste was refused, and what may be done about it */
	onNotice(words: string, options?: NoticeOptions): void;
	readonly people: readonly Person[];
	/** what may be asked of the board, as long as it is there */
	onBoard?(handle: LiveBoardHandle | null): void;
	/** what lies on the board, from the moment that this is known */
	onLayout?(layout: BoardLayout): void;
	/** who looks where, and what may be asked of it, as long as the board is there */
	onTogether?(together: Together | null): void;
	/** lies over the board and under its tools */
	readonly over?: ReactNode;
}

export function LiveBoard(props: LiveBoardProps): ReactNode {
	const { life, late, mayDraw, onRefused } = useLives(props);
	return <BoardLife key={life} {...props} mayDraw={mayDraw} late={late} onServerRefused={onRefused} />;
}

interface BoardLifeProps extends LiveBoardProps {
	/** what an earlier life could not bring home, and this one may */
	readonly late: Unsent | null;
	onServerRefused(reason: CloseReason, unsent: Unsent): void;
}

function BoardLife(props: BoardLifeProps): ReactNode {
	const { sessionId, mayDraw, theme } = props;
	const { id: participantId } = props.me;
	const watchesOnly = props.me.role === "observer";
	const [doc] = useState(() => new Y.Doc());
	const [store] = useState(createBoardStore);
	const [editor, setEditor] = useState<Editor | null>(null);
	/** the board as the server has it is here */
	const [arrived, setArrived] = useState(false);
	const isHere = useRef(false);
	const callbacks = useRef(props);
	callbacks.current = props;
	const bound = useRef<Binding | null>(null);
	const label = useRef<OpenLabel | null>(null);
	const failures = useRef({ unreadable: 0, unrendered: 0 });
	const tellFailures = useCallback((part: Partial<{ unreadable: number; unrendered: number }>) => {
		failures.current = { ...failures.current, ...part };
		callbacks.current.onQuarantine(failures.current.unreadable + failures.current.unrendered);
	}, []);

	const syncOptions = useMemo<SyncOptions>(
		() => ({
			url: syncUrl(window.location),
			sessionId,
			doc,
			watchesOnly,
			// who only watches has nothing of one's own to keep
			keep: watchesOnly
				? undefined
				: (kept, onChange) => createKeeper({ name: keptName(sessionId, participantId), doc: kept, onChange }),
			flush: () => bound.current?.flush(),
			onState: (state) => {
				if (state.state === "saved" && !isHere.current) {
					isHere.current = true;
					// what has come is on the board before anybody asks what changes on it
					bound.current?.writer.writeNow();
					setArrived(true);
				}
				callbacks.current.onSync(state);
			},
			onRefused: (reason, left) => callbacks.current.onServerRefused(reason, left),
		}),
		[sessionId, participantId, doc, watchesOnly],
	);
	const connection = useSync(syncOptions);
	const connected = useRef(connection);
	connected.current = connection;
	useEffect(() => connection?.setMayDraw(mayDraw), [connection, mayDraw]);
	const { late } = props;
	useEffect(() => {
		if (late) connection?.bring(late);
	}, [connection, late]);

	const bindingOptions = useMemo<BindingOptions>(
		() => ({
			store,
			doc,
			sessionId,
			receiveOnly: !mayDraw,
			onQuarantine: (count) => tellFailures({ unreadable: count }),
			onHidden: (reason) => callbacks.current.onNotice(`Others cannot see what you have just done: ${reason}.`),
			onPending: (pending) => connected.current?.setPending(pending),
			label: () => label.current,
		}),
		[store, doc, sessionId, mayDraw, tellFailures],
	);
	const binding = useBinding(bindingOptions);
	bound.current = binding;

	useEffect(() => {
		editor?.updateInstanceState({ isReadonly: !mayDraw });
	}, [editor, mayDraw]);
	useEffect(() => (editor ? letGoOfGone(editor) : undefined), [editor]);
	useEffect(() => {
		if (!editor) return;
		label.current = openLabelOf(editor);
		const stop = label.current.watch((id) => bound.current?.lookAgain(id));
		return () => {
			stop();
			label.current = null;
		};
	}, [editor]);
	useEffect(() => (editor ? fitOnce(editor) : undefined), [editor]);
	useLiveHandle(editor, arrived, props.onBoard);
	useLayout(editor, arrived, props.onLayout);
	const { role } = props.me;
	useEffect(() => {
		editor?.getContainer().style.setProperty("--color-laser", roleColour(role, theme));
	}, [editor, role, theme]);
	useEffect(() => (editor ? guardPen(editor, (words) => callbacks.current.onNotice(words)) : undefined), [editor]);
	const { together, others } = useTogether(editor, connection?.awareness ?? null, props.me.id, {
		nameOf: (id) => props.people.find((person) => person.id === id)?.name ?? "Somebody",
		onNotice: props.onNotice,
		onTogether: props.onTogether,
	});
	usePresence(editor, others, binding?.writer ?? null, theme);
	const { following } = useTogetherState(together);

	const mount = useCallback((mounted: Editor) => {
		setEditor(mounted);
		return () => setEditor(null);
	}, []);

	return (
		<>
			<BoardEditor
				store={store}
				me={props.me}
				theme={theme}
				licenseKey={props.licenseKey}
				use="draw"
				label="Board"
				sessionId={sessionId}
				onMount={mount}
				onNotice={(words) => callbacks.current.onNotice(words)}
				onShapeFailed={(count) => tellFailures({ unrendered: count })}
			>
				{props.over}
			</BoardEditor>
			<FollowFrame
				person={props.people.find(({ id }) => id === following) ?? null}
				onStop={() => together?.stopFollowing()}
			/>
		</>
	);
}

/** Somebody else deleted what is selected or being written in: tldraw's own clean-up runs only for local deletions. */
export function letGoOfGone(editor: Editor): () => void {
	return editor.store.listen(
		({ changes }) => {
			const gone = new Set<string>(Object.keys(changes.removed));
			if (gone.size === 0) return;
			const state = editor.getCurrentPageState();
			const without = <Id extends string>(ids: readonly Id[]) => ids.filter((id) => !gone.has(id));
			if (state.editingShapeId && gone.has(state.editingShapeId)) {
				editor.setEditingShape(null);
				editor.setCurrentTool("select");
			}
			if (state.selectedShapeIds.some((id) => gone.has(id))) editor.setSelectedShapes(without(state.selectedShapeIds));
			if (state.hoveredShapeId && gone.has(state.hoveredShapeId)) editor.setHoveredShape(null);
			if (state.focusedGroupId && gone.has(state.focusedGroupId)) editor.setFocusedGroup(null);
			if (state.erasingShapeIds.some((id) => gone.has(id))) editor.setErasingShapes(without(state.erasingShapeIds));
			if (state.hintingShapeIds.some((id) => gone.has(id))) editor.setHintingShapes(without(state.hintingShapeIds));
		},
		{ source: "remote", scope: "document" },
	);
}

/** Who comes to a board that has something on it sees all of it; who drew the first shape keeps the camera. */
function fitOnce(editor: Editor): () => void {
	const showAll = () => {
		const bounds = editor.getCurrentPageBounds();
		if (!bounds) return false;
		if (!editor.getViewportPageBounds().contains(bounds)) fitBoard(editor);
		return true;
	};
	if (showAll()) return () => {};
	const stop = editor.store.listen(
		({ source }) => {
			if (source === "user" || showAll()) stop();
		},
		{ scope: "document" },
	);
	return stop;
}
