// The lives of a board: what the server refused waits, and when it may come.
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { Unsent } from "#components/board/kept-edits.ts";
import { type Refusal, useLives } from "#components/board/use-lives.ts";

function unsent(key: string, changes = 1): Unsent {
	const doc = new Y.Doc();
	doc.getMap("records").set(key, 1);
	return { state: Y.encodeStateAsUpdate(doc), changes };
}

function keysOf(late: Unsent | null): string[] {
	const doc = new Y.Doc();
	if (late) Y.applyUpdate(doc, late.state);
	return [...doc.getMap("records").keys()].sort();
}

let refusals: (Refusal | null)[];

function live(first: { mayDraw: boolean; nearlyFull: boolean }) {
	const onRefused = (refusal: Refusal | null) => refusals.push(refusal);
	return renderHook((props: typeof first) => useLives({ ...props, onRefused }), { initialProps: first });
}

beforeEach(() => {
	refusals = [];
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test("[K4] what came too late for the end waits for the session to be reopened", () => {
	const { result, rerender } = live({ mayDraw: true, nearlyFull: false });
	act(() => result.current.onRefused("ended", unsent("late", 12)));
	expect(result.current).toMatchObject({ life: 1, mayDraw: false, late: null });
	expect(refusals).toMatchObject([{ reason: "ended", changes: 12, drawOn: null }]);
	rerender({ mayDraw: false, nearlyFull: false });
	act(() => vi.advanceTimersByTime(60_000));
	expect(result.current).toMatchObject({ life: 1, mayDraw: false, late: null });
	rerender({ mayDraw: true, nearlyFull: false });
	expect(result.current).toMatchObject({ life: 1, mayDraw: true });
	expect(keysOf(result.current.late)).toEqual(["late"]);
	expect(refusals.at(-1)).toBeNull();
});

test("[K4] an end that was taken back before its refusal arrived leaves nobody behind", () => {
	const { result } = live({ mayDraw: true, nearlyFull: false });
	act(() => result.current.onRefused("ended", unsent("late")));
	expect(result.current.mayDraw).toBe(false);
	act(() => vi.advanceTimersByTime(5_000));
	expect(result.current.mayDraw).toBe(true);
	expect(keysOf(result.current.late)).toEqual(["late"]);
});

test("[K4] what a full board refused waits for room, also while somebody makes room and is refused again", () => {
	const { result, rerender } = live({ mayDraw: true, nearlyFull: true });
	act(() => result.current.onRefused("boardFull", unsent("first", 2)));
	expect(result.current).toMatchObject({ life: 1, mayDraw: false });
	act(() => refusals.at(-1)?.drawOn?.());
	expect(result.current).toMatchObject({ life: 1, mayDraw: true, late: null });
	act(() => result.current.onRefused("boardFull", unsent("second", 3)));
	expect(refusals.at(-1)).toMatchObject({ changes: 5 });
	expect(result.current).toMatchObject({ life: 2, mayDraw: false, late: null });
	rerender({ mayDraw: true, nearlyFull: false });
	expect(result.current).toMatchObject({ life: 2, mayDraw: true, late: { changes: 5 } });
	expect(keysOf(result.current.late)).toEqual(["first", "second"]);
});

test("what can never be read is let go, and the board is drawn on at once", () => {
	const { result } = live({ mayDraw: true, nearlyFull: false });
	act(() => result.current.onRefused("badFrame", unsent("odd")));
	expect(result.current).toMatchObject({ life: 1, mayDraw: true, late: null });
	act(() => vi.advanceTimersByTime(60_000));
	expect(result.current).toMatchObject({ life: 1, late: null });
});
