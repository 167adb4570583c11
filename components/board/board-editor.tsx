// tldraw as Boardwalk uses it, for the live board and the replay: its editor and interface with our own store, without
// embeds, bookmarks and videos, one page, assets from our own origin, foreign content refused in words, and the keyboard
// only while the board has the focus. Knows no document and no session.
import { getAssetUrls } from "@tldraw/assets/selfHosted";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import {
	atom,
	createTLUser,
	type Editor,
	registerDefaultExternalContentHandlers,
	registerDefaultSideEffects,
	type TLComponents,
	type TLStore,
	type TLUserPreferences,
	TldrawEditor,
	TldrawUi,
	useEditor,
	useEditorComponents,
	useTldrawUiComponents,
	useToasts,
	useTranslation,
} from "tldraw";
import { followFocus, followWheel } from "./board-focus.ts";
import { boardParts } from "./board-parts.tsx";
import { takeForeignContent } from "./foreign-content.ts";
import { Images } from "./images.ts";
import { withLabelLimits } from "./label-limits.ts";
import type { BoardTheme } from "./people-on-board.ts";
import { UploadStatus } from "./upload-status.tsx";
import "tldraw/tldraw.css";
import "./board.css";

/** The build copies @tldraw/assets to this place of our own origin; the version keeps caches honest. */
const ASSET_URLS = getAssetUrls({ baseUrl: "/tldraw/3.15.6" });
const FONT_URLS = { fonts: ASSET_URLS.fonts };
const OPTIONS = { maxPages: 1 };
/** What the file dialog offers; drawings become pictures on the way. */
const PICKED_TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml"];

declare global {
	interface Window {
		/** The editor of the board on this page, live or replayed: for tests in a browser and for the curious. */
		boardwalkEditor?: Editor;
	}
}

export interface BoardEditorProps {
	readonly store: TLStore;
	readonly me: { readonly id: string; readonly name: string };
	readonly theme: BoardTheme;
	readonly licenseKey: string | null;
	/** `viewer`: camera only, no tools and no keys */
	readonly use: "draw" | "viewer";
	readonly label: string;
	/** pictures may be put into this session; without it nothing can */
	readonly sessionId?: string;
	onMount(editor: Editor): (() => void) | undefined;
	onNotice(words: string): void;
	/** a shape could not be drawn; the board goes on without it */
	onShapeFailed(count: number): void;
	readonly children?: ReactNode;
}

const FailureContext = createContext<(by: number) => void>(() => {});

/** Stands where a shape failed to render: nothing to see, but counted. */
function FailedShape(): null {
	const count = useContext(FailureContext);
	useEffect(() => {
		count(1);
		return () => count(-1);
	}, [count]);
	return null;
}

function BoardFailed(): ReactNode {
	return (
		<div className="board-failed" role="alert">
			<p>The board has stopped working in this tab. What was saved is safe.</p>
			<button type="button" className="btn" onClick={() => window.location.reload()}>
				Reload the page
			</button>
		</div>
	);
}

function useBoardUser(me: BoardEditorProps["me"], theme: BoardTheme) {
	const [preferences] = useState(() =>
		atom<TLUserPreferences>("user preferences", { id: me.id, name: me.name, colorScheme: theme }),
	);
	useEffect(() => {
		preferences.update((current) => ({ ...current, id: me.id, name: me.name, colorScheme: theme }));
	}, [preferences, me.id, me.name, theme]);
	return useMemo(
		() => createTLUser({ userPreferences: preferences, setUserPreferences: (next) => preferences.set(next) }),
		[preferences],
	);
}

/** What tldraw's own root does inside its contexts, with our handlers after its. */
function Inside(props: Pick<BoardEditorProps, "use" | "onMount" | "onNotice" | "sessionId">): ReactNode {
	const { use, onMount, onNotice, sessionId } = props;
	const editor = useEditor();
	const toasts = useToasts();
	const msg = useTranslation();
	const callbacks = useRef({ onMount, onNotice });
	callbacks.current = { onMount, onNotice };
	const ui = useRef({ toasts, msg });
	ui.current = { toasts, msg };
	const [images, setImages] = useState<Images | null>(null);

	useEffect(() => {
		const stopEffects = registerDefaultSideEffects(editor);
		registerDefaultExternalContentHandlers(editor, ui.current);
		const notice = (words: string) => callbacks.current.onNotice(words);
		const opened = sessionId === undefined ? null : new Images(editor, sessionId, notice);
		setImages(opened);
		const closeDoors = takeForeignContent(editor, { images: opened, onNotice: notice });
		const stopFocus = use === "draw" ? followFocus(editor) : followWheel(editor);
		const unmount = callbacks.current.onMount(editor);
		window.boardwalkEditor = editor;
		return () => {
			if (window.boardwalkEditor === editor) delete window.boardwalkEditor;
			unmount?.();
			opened?.cancel();
			closeDoors();
			stopFocus();
			stopEffects();
		};
	}, [editor, use, sessionId]);

	const { Canvas } = useEditorComponents();
	const { ContextMenu } = useTldrawUiComponents();
	const canvas = ContextMenu ? <ContextMenu /> : Canvas ? <Canvas /> : null;
	return (
		<>
			{canvas}
			{images && <UploadStatus images={images} />}
		</>
	);
}

export function BoardEditor(props: BoardEditorProps): ReactNode {
	const { use, onShapeFailed } = props;
	const user = useBoardUser(props.me, props.theme);
	const parts = boardParts[use];
	const components = useMemo<TLComponents>(
		() => ({ ...parts.components, ShapeErrorFallback: FailedShape, ErrorFallback: BoardFailed }),
		[parts],
	);
	const notice = useRef(props.onNotice);
	notice.current = props.onNotice;
	const [textOptions] = useState(() => withLabelLimits(parts.textOptions, (words) => notice.current(words)));
	const report = useRef(onShapeFailed);
	report.current = onShapeFailed;
	const failed = useRef(0);
	const [count] = useState(() => (by: number) => {
		failed.current += by;
		report.current(failed.current);
	});

	return (
		<FailureContext.Provider value={count}>
			<section className={`board board-${use}`} aria-label={props.label}>
				<TldrawEditor
					store={props.store}
					user={user}
					licenseKey={props.licenseKey ?? undefined}
					initialState={use === "draw" ? "select" : "hand"}
					autoFocus={false}
					shapeUtils={parts.shapeUtils}
					bindingUtils={parts.bindingUtils}
					tools={parts.tools}
					textOptions={textOptions}
					options={OPTIONS}
					components={components}
					assetUrls={FONT_URLS}
				>
					<TldrawUi
						components={components}
						assetUrls={ASSET_URLS}
						overrides={parts.overrides}
						mediaMimeTypes={PICKED_TYPES}
					>
						<Inside use={use} sessionId={props.sessionId} onMount={props.onMount} onNotice={props.onNotice} />
						{props.children}
					</TldrawUi>
				</TldrawEditor>
			</section>
		</FailureContext.Provider>
	);
}
