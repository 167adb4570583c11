// The label that is open for writing here while others write in it too. What comes from them enters the open text editor
// as a small step where it belongs: the caret stays at its letters and one's own undo goes on. (Put into the store alone
// it would replace all of the text, and the caret would fall to its end.) Nothing is touched while an input method is
// composing letters. Must not know the document: it is told which record is wanted, and answers which one to put.
import { type Editor, react, type TLRichText, type TLShape, unsafe__withoutCapture } from "tldraw";
import type { Caret } from "#core/board.ts";
import { sameValue } from "#core/document.ts";
import { applySplice, type Splice } from "#core/label.ts";
import { changesBetween } from "#core/label-changes.ts";
import { labelOf, labelTextOf } from "#core/label-text.ts";

type TextEditor = NonNullable<ReturnType<Editor["getRichTextEditor"]>>;

export interface OpenLabel {
	/** the shape whose label is open here */
	readonly shapeId: string | null;
	/** Takes over what stands in the page but was not read from it yet: a letter just typed, a caret just moved. */
	catchUp(): void;
	/** where in the open label one writes, if that can be said */
	readonly caret: Caret | null;
	/**
	 * Brings the open text editor to what the label has become.
	 * @param changes what others changed in the text, in order from its end, when it is known exactly
	 * @returns the record to put into the store: with the label as the open editor holds it
	 */
	show(wanted: TLShape, changes: readonly Splice[] | null): TLShape;
	/** Calls back with a shape that must be looked at again: its label was closed, or letters have been composed. */
	watch(onSettled: (shapeId: string) => void): () => void;
}

/** Where a caret goes. At an insertion it stays with the letter before it, so that two who write in one place keep apart. */
function movedOffset(offset: number, changes: readonly Splice[], sticks: "left" | "right"): number {
	let moved = offset;
	for (const { at, remove, insert } of changes) {
		if (at > offset || (at === offset && (remove > 0 || sticks === "left"))) continue;
		moved += insert.length - Math.min(remove, offset - at);
	}
	return moved;
}

function exactly(from: string, to: string, changes: readonly Splice[] | null): readonly Splice[] {
	return changes && changes.reduce(applySplice, from) === to ? changes : changesBetween(from, to);
}

/**
 * Writes into the open text editor what turns its text into that of `wanted`; not undoable here.
 * @returns whether there was anything to write
 */
function writeInto(textEditor: TextEditor, wanted: TLRichText, known: readonly Splice[] | null): boolean {
	const { state, view } = textEditor;
	const held: unknown = state.doc.toJSON();
	const [from, to] = [labelTextOf(held), labelTextOf(wanted)];
	if (from && to ? from.text === to.text : sameValue(held, wanted)) return false;
	const next = state.schema.nodeFromJSON(wanted);
	// compared as both are read from their texts: whatever only this editor adds, such as links, is left alone
	const before = from ? state.schema.nodeFromJSON(labelOf(from.text)) : state.doc;
	const start = before.content.findDiffStart(next.content);
	const end = before.content.findDiffEnd(next.content);
	if (start === null || !end) return false;
	const overlap = Math.max(0, start - Math.min(end.a, end.b));
	let change = state.tr.replace(start, end.a + overlap, next.slice(start, end.b + overlap));
	const fits = to ? labelTextOf(change.doc.toJSON())?.text === to.text : change.doc.eq(next);
	if (!fits) change = state.tr.replaceWith(0, state.doc.content.size, next.content);

	const { from: first, to: last, empty } = state.selection;
	const changes = from && to ? exactly(from.text, to.text, known) : null;
	const moved = (place: number): number => {
		const sticks = !empty && place === first ? "right" : "left";
		const offset = from?.places.indexOf(place) ?? -1;
		const goal = changes && offset >= 0 ? to?.places[movedOffset(offset, changes, sticks)] : undefined;
		return Math.min(goal ?? change.mapping.map(place, sticks === "left" ? -1 : 1), change.doc.content.size);
	};
	const [newFirst, newLast] = [moved(first), moved(last)];
	const selection = state.selection.map(change.doc, {
		map: (place) => (place === first ? newFirst : place === last ? newLast : moved(place)),
		mapResult: (place, side) => change.mapping.mapResult(place, side),
	});
	change.setSelection(selection).setMeta("addToHistory", false).setMeta("preventAutolink", true);
	view.dispatch(change);
	return true;
}

/**
 * ProseMirror reads the page a moment after the browser has changed it. A step that comes in between would be mixed up
 * with what is read then. It hides its reader from its types; without it only that moment is not covered.
 */
function readPage({ view }: TextEditor): void {
	const reader: unknown = Reflect.get(view, "domObserver");
	for (const step of ["forceFlush", "flush"]) {
		const read: unknown = Reflect.get(Object(reader), step);
		if (typeof read === "function") read.call(reader);
	}
}

/** The same for labels that are plain fields of the page: those of arrows. */
function writeIntoField(field: HTMLTextAreaElement, wanted: string, known: readonly Splice[] | null): void {
	const { value, selectionStart, selectionEnd, selectionDirection } = field;
	if (value === wanted) return;
	const changes = exactly(value, wanted, known);
	const start = movedOffset(selectionStart, changes, selectionStart === selectionEnd ? "left" : "right");
	const end = Math.max(start, movedOffset(selectionEnd, changes, "left"));
	field.value = wanted;
	field.setSelectionRange(start, end, selectionDirection);
}

/** @param editor the board's editor, mounted */
export function openLabelOf(editor: Editor): OpenLabel {
	/** others wrote in the label that is open */
	let shared = false;
	let composing = false;

	const keepingText = (wanted: TLShape, present: TLShape): TLShape => {
		const key = "richText" in present.props ? "richText" : "text";
		const props = Object.assign({}, wanted.props, { [key]: Reflect.get(present.props, key) });
		return Object.assign({}, wanted, { props });
	};

	/** What was measured while two wrote at once was measured of half of it; once, by whoever closes the label. */
	const measureAgain = (id: TLShape["id"]) => {
		const shape = editor.getShape(id);
		if (!shape || editor.getIsReadonly() || !("growY" in shape.props)) return;
		const unmeasured = Object.assign({}, shape, { props: { ...shape.props, richText: labelOf("") } });
		const measured = editor.getShapeUtil(shape).onBeforeUpdate?.(unmeasured, shape);
		if (!measured || !("growY" in measured.props) || measured.props.growY === shape.props.growY) return;
		const { growY } = measured.props;
		editor.run(() => editor.updateShape({ id, type: shape.type, props: { growY } }), { history: "ignore" });
	};

	return {
		get shapeId() {
			return unsafe__withoutCapture(() => editor.getEditingShapeId());
		},
		catchUp() {
			const textEditor = editor.getRichTextEditor();
			if (textEditor && !textEditor.isDestroyed && !textEditor.view.composing) readPage(textEditor);
		},
		get caret() {
			const id = unsafe__withoutCapture(() => editor.getEditingShapeId());
			if (!id) return null;
			const textEditor = editor.getRichTextEditor();
			const field = editor.getContainer().querySelector("textarea:focus");
			if (field instanceof HTMLTextAreaElement) return { id, offset: field.selectionEnd };
			if (!textEditor || textEditor.isDestroyed) return null;
			const { doc, selection } = textEditor.state;
			const offset = labelTextOf(doc.toJSON())?.places.indexOf(selection.head) ?? -1;
			return offset < 0 ? null : { id, offset };
		},
		show(wanted, changes) {
			const present = editor.getShape(wanted.id);
			if (!present || present.type !== wanted.type) return wanted;
			if ("richText" in wanted.props) {
				const textEditor = editor.getRichTextEditor();
				// not there yet: it will begin with what the store has
				if (!textEditor || textEditor.isDestroyed) return wanted;
				if (composing || textEditor.view.composing) return keepingText(wanted, present);
				const { richText } = wanted.props;
				editor.run(
					() => {
						shared = writeInto(textEditor, richText, changes) || shared;
					},
					{ history: "ignore" },
				);
				return keepingText(wanted, editor.getShape(wanted.id) ?? present);
			}
			const field = editor.getContainer().querySelector("textarea:focus");
			if (wanted.type !== "arrow" || !("text" in wanted.props) || !(field instanceof HTMLTextAreaElement))
				return wanted;
			if (composing) return keepingText(wanted, present);
			writeIntoField(field, String(wanted.props.text), changes);
			return wanted;
		},
		watch(onSettled) {
			const container = editor.getContainer();
			let ending = 0;
			const settled = () => {
				composing = false;
				const id = editor.getEditingShapeId();
				if (id) onSettled(id);
			};
			const begin = () => {
				clearTimeout(ending);
				composing = true;
			};
			// the text editor reads what was composed a moment after the event
			const end = () => {
				ending = editor.timers.setTimeout(settled, COMPOSED_MS);
			};
			container.addEventListener("compositionstart", begin);
			container.addEventListener("compositionend", end);
			let open = editor.getEditingShapeId();
			const stop = react("the label that is open", () => {
				const now = editor.getEditingShapeId();
				if (now === open) return;
				const closed = open;
				open = now;
				if (!closed) return;
				unsafe__withoutCapture(() => {
					if (shared) measureAgain(closed);
					shared = false;
					composing = false;
					onSettled(closed);
				});
			});
			return () => {
				clearTimeout(ending);
				container.removeEventListener("compositionstart", begin);
				container.removeEventListener("compositionend", end);
				stop();
			};
		},
	};
}

/** ProseMirror reads the page 20 ms after a composition's end. */
const COMPOSED_MS = 50;
