// Shapes that a link means: brought into sight in a real editor, kept there as the board changes, let go when the viewer moves it.
import { renderHook } from "@testing-library/react";
import { Box, createShapeId, type TLShapeId } from "tldraw";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pointedBounds } from "#components/board/pointed-shapes.tsx";
import { type CameraWish, useReplayCamera } from "#components/board/use-replay-camera.ts";
import { createHeadlessEditor, type HeadlessEditor } from "#tests/helpers/headless-editor.ts";

let board: HeadlessEditor;
let taken = 0;

beforeEach(() => {
	board = createHeadlessEditor();
	taken = 0;
});
afterEach(() => board.dispose());

const NEAR = createShapeId("near");
const FAR = createShapeId("far");

/** As others' changes come: the store is written to, nobody's hand is at work. */
function put(id: TLShapeId, x: number): void {
	board.store.mergeRemoteChanges(() => {
		const shape = board.editor.getShape(id);
		if (shape) board.store.put([{ ...shape, x }]);
		else board.editor.createShape({ id, type: "geo", x, y: 0, props: { w: 100, h: 100 } });
	});
}

function look(wish: Partial<CameraWish>) {
	const all: CameraWish = {
		fitKey: 0,
		pointed: [],
		followed: null,
		pointer: () => null,
		onTaken: () => taken++,
		...wish,
	};
	const hook = renderHook((props: CameraWish) => useReplayCamera(board.editor, props), { initialProps: all });
	return (next: Partial<CameraWish>) => hook.rerender({ ...all, ...next });
}

const sees = (id: TLShapeId) => {
	const bounds = board.editor.getShapePageBounds(id);
	return bounds !== undefined && board.editor.getViewportPageBounds().contains(bounds);
};

test("[P23] a meant shape is looked at with what lies around it, others may be out of sight", () => {
	put(NEAR, 0);
	put(FAR, 8_000);
	look({ pointed: [FAR] });
	expect([sees(NEAR), sees(FAR)]).toEqual([false, true]);
	expect(board.editor.getZoomLevel()).toBe(1);
	expect(taken).toBe(0);
});

test("what comes only after the page is looked at as soon as it is there, and where it moves", async () => {
	look({ pointed: [FAR] });
	put(NEAR, 0);
	await expect.poll(() => sees(NEAR)).toBe(true);
	put(FAR, 8_000);
	await expect.poll(() => [sees(NEAR), sees(FAR)]).toEqual([false, true]);
	put(FAR, -8_000);
	await expect.poll(() => sees(FAR)).toBe(true);
	expect(taken).toBe(0);
});

test("[P23] shapes that are gone are passed over; where none is left the whole board is shown", () => {
	put(NEAR, 0);
	put(FAR, 8_000);
	look({ pointed: [createShapeId("gone"), FAR, "nonsense"] });
	expect([sees(NEAR), sees(FAR)]).toEqual([false, true]);
	expect(pointedBounds(board.editor, ["shape:gone", "nonsense"])).toBeNull();
	const next = look({ pointed: [createShapeId("gone")] });
	expect([sees(NEAR), sees(FAR)]).toEqual([true, true]);
	next({ pointed: [] });
	expect([sees(NEAR), sees(FAR)]).toEqual([true, true]);
});

test("[P23] the viewer's own move lets go of them, and what is drawn afterwards moves no camera", async () => {
	put(NEAR, 0);
	put(FAR, 8_000);
	const next = look({ pointed: [FAR] });
	board.editor.setCamera({ x: 500, y: 500, z: 0.5 });
	expect(taken).toBe(1);
	next({ pointed: [] });
	const told = new Promise<void>((resolve) => {
		board.store.listen(() => resolve(), { source: "remote", scope: "document" });
	});
	put(FAR, 20_000);
	await told;
	expect(board.editor.getCamera()).toMatchObject({ x: 500, y: 500, z: 0.5 });
});

test("shapes that are no longer meant give the view back to the whole board, unless the viewer has it", () => {
	put(NEAR, 0);
	put(FAR, 8_000);
	const next = look({ pointed: [FAR] });
	next({ pointed: [] });
	expect([sees(NEAR), sees(FAR)]).toEqual([true, true]);
});

test("another window shows the same shapes", () => {
	put(NEAR, 0);
	put(FAR, 8_000);
	look({ pointed: [FAR] });
	board.editor.updateViewportScreenBounds(new Box(0, 0, 390, 500));
	expect(sees(FAR)).toBe(true);
	expect(taken).toBe(0);
});
