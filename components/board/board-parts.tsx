// The parts of tldraw that a board is put together from, once for drawing and once for looking: shapes, tools, menus.
// Left out on purpose: embeds, bookmarks, videos, pages, people menus, sharing, whatever needs foreign pages.
import type { ReactNode } from "react";
import {
	DefaultMainMenu,
	DefaultStylePanel,
	defaultAddFontsFromNode,
	defaultBindingUtils,
	defaultShapeTools,
	defaultShapeUtils,
	defaultTools,
	EditSubmenu,
	ExportFileContentSubMenu,
	KeyboardShortcutsMenuItem,
	type TLComponents,
	type TLScribbleProps,
	type TLUiOverrides,
	type TLUiStylePanelProps,
	TldrawHandles,
	TldrawOverlays,
	TldrawScribble,
	TldrawSelectionForeground,
	TldrawShapeIndicators,
	TldrawUiMenuGroup,
	ToggleGridItem,
	ToggleSnapModeItem,
	tipTapDefaultExtensions,
	ViewSubmenu,
} from "tldraw";
import { SHAPE_TYPES } from "#core/board-schema.ts";
import { AuthorMarks } from "./author-marks.tsx";
import { FadingCursor } from "./fading-cursor.tsx";
import { fitBoard } from "./fit.ts";
import { MenuPanel } from "./menu-panel.tsx";
import { nameSliders } from "./named-sliders.ts";
import { PointedShapes } from "./pointed-shapes.tsx";

function MainMenu(): ReactNode {
	return (
		<DefaultMainMenu>
			<TldrawUiMenuGroup id="basic">
				<EditSubmenu />
				<ViewSubmenu />
				<ExportFileContentSubMenu />
			</TldrawUiMenuGroup>
			<TldrawUiMenuGroup id="preferences">
				<ToggleSnapModeItem />
				<ToggleGridItem />
				<KeyboardShortcutsMenuItem />
			</TldrawUiMenuGroup>
		</DefaultMainMenu>
	);
}

const named = (inside: HTMLElement | null) => (inside ? nameSliders(inside) : undefined);

function StylePanel(props: TLUiStylePanelProps): ReactNode {
	return (
		<div style={{ display: "contents" }} ref={named}>
			<DefaultStylePanel {...props} />
		</div>
	);
}

/** Actions that would fetch, add pages or change what the page decides (theme, debugging). */
const REMOVED_ACTIONS = [
	"insert-embed",
	"convert-to-bookmark",
	"convert-to-embed",
	"open-embed-link",
	"flatten-to-image",
	"edit-link",
	"new-page",
	"move-to-page",
	"open-file",
	"save-file-copy",
	"toggle-dark-mode",
	"toggle-debug-mode",
	"toggle-focus-mode",
	"open-cursor-chat",
	"stop-following",
	"print",
];

const OVERRIDES: TLUiOverrides = {
	actions: (editor, actions) => {
		const kept = Object.fromEntries(Object.entries(actions).filter(([id]) => !REMOVED_ACTIONS.includes(id)));
		const fit = kept["zoom-to-fit"];
		// tldraw's own blows one small box up to the size of the window
		return fit ? { ...kept, "zoom-to-fit": { ...fit, onSelect: () => fitBoard(editor, { glides: true }) } } : kept;
	},
	translations: {
		en: {
			"action.exit-pen-mode": "Pen mode · Exit",
			"tool.media": "Picture",
			"action.insert-media": "Put a picture on the board",
			"tool.replace-media": "Put another picture here",
		},
	},
	tools: (_editor, tools) => Object.fromEntries(Object.entries(tools).filter(([id]) => id !== "embed")),
};

/** A laser points for somebody: as well seen as one's own, not half of it. */
function LaserTrail(props: TLScribbleProps): ReactNode {
	return <TldrawScribble {...props} opacity={props.scribble.opacity} />;
}

function ViewerMarks(): ReactNode {
	return (
		<>
			<PointedShapes />
			<AuthorMarks />
		</>
	);
}

/** What tldraw's root gives to its editor when nothing else is said. */
const CANVAS: TLComponents = {
	Scribble: TldrawScribble,
	ShapeIndicators: TldrawShapeIndicators,
	CollaboratorScribble: LaserTrail,
	SelectionForeground: TldrawSelectionForeground,
	Handles: TldrawHandles,
	Overlays: TldrawOverlays,
};
const NO_FOREIGN_INTERFACE: TLComponents = {
	PageMenu: null,
	SharePanel: null,
	TopPanel: null,
	CursorChatBubble: null,
	VideoToolbar: null,
	DebugPanel: null,
	DebugMenu: null,
	HelpMenu: null,
};

const shared = {
	shapeUtils: defaultShapeUtils.filter((util) => SHAPE_TYPES.includes(util.type)),
	bindingUtils: defaultBindingUtils,
	tools: [...defaultTools, ...defaultShapeTools],
	textOptions: { addFontsFromNode: defaultAddFontsFromNode, tipTapConfig: { extensions: tipTapDefaultExtensions } },
	overrides: OVERRIDES,
};

export const boardParts = {
	draw: { ...shared, components: { ...CANVAS, ...NO_FOREIGN_INTERFACE, MainMenu, MenuPanel, StylePanel } },
	viewer: {
		...shared,
		components: {
			...CANVAS,
			...NO_FOREIGN_INTERFACE,
			Overlays: ViewerMarks,
			CollaboratorCursor: FadingCursor,
			MainMenu: null,
			MenuPanel: null,
			Toolbar: null,
			StylePanel: null,
			QuickActions: null,
			ActionsMenu: null,
			HelperButtons: null,
			ContextMenu: null,
			ImageToolbar: null,
			KeyboardShortcutsDialog: null,
			RichTextToolbar: null,
			Minimap: null,
		},
	},
} satisfies Record<"draw" | "viewer", { components: TLComponents }>;
