// @vitest-environment jsdom
// Two editors, two awareness states and a server between them that stamps who is who: following, letting go, bringing along,
// and the laser's trail. Time is turned by hand.
import { Box, type Editor, type TLStore } from "tldraw";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { createFrameWriter } from "#components/board/board-store.ts";
import { windowAround } from "#components/board/follow.ts";
import { LaserTrail, scribblesOf, TRAIL_MS } from "#components/board/laser-trail.ts";
import { Others } from "#components/board/others.ts";
import { mustLetGo, type Together } from "#components/board/together.ts";
import { showPresence } from "#components/board/use-presence.ts";
import { lookTogether } from "#components/board/use-together.ts";
import { BRING_INTERVAL_MS } from "#core/limits.ts";
import { stampPresence, withoutWish } from "#core/presence.ts";
import type { Role } from "#core/session.ts";
import { createHeadlessEditor } from "#tests/helpers/headless-editor.ts";

interface Seat {
	readonly id: string;
	readonly name: string;
	readonly role: Role;
}
const INES: Seat = { id: "p-ines", name: "Ines", role: "interviewer" };
const CARL: Seat = { id: "p-carl", name: "Carl", role: "candidate" };
const NAMES: Record<string, string> = { "p-ines": "Ines", "p-carl": "Carl" };

interface Desk {
	readonly who: Seat;
	readonly editor: Editor;
	readonly store: TLStore;
	readonly awareness: Awareness;
	readonly together: Together;
	/** sentences that were said to this person */
	readonly said: readonly string[];
	goBack(): void;
	leave(): void;
}
let desks: Desk[] = [];

/** One tab of a person, at a board. */
function sit(who: Seat): Desk {
	const headless = createHeadlessEditor();
	const { editor, store } = headless;
	const awareness = new Awareness(new Y.Doc());
	awareness.setLocalState(null);
	const others = new Others(awareness, who.id);
	const said: string[] = [];
	let goBack = () => {};
	const together = lookTogether({
		editor,
		awareness,
		others,
		me: who.id,
		nameOf: (id) => NAMES[id] ?? "?",
		onNotice: (words, options) => {
			said.push(words);
			goBack = options?.action?.onPress ?? goBack;
		},
	});
	const writer = createFrameWriter(store);
	const hide = showPresence(editor, others, writer, "light");
	const desk: Desk = { who, editor, store, awareness, together, said, goBack: () => goBack(), leave };
	awareness.on("update", (_change: unknown, origin: unknown) => {
		if (origin !== "local") return;
		// the server stamps who it is and takes the wish out for everybody whom it does not concern
		const told = stampPresence(awareness.getLocalState(), who);
		for (const other of desks) if (told && other !== desk) receive(other, awareness, told);
	});
	function leave() {
		desks = desks.filter((other) => other !== desk);
		together.end();
		hide();
		others.stop();
		for (const other of desks) {
			other.awareness.states.delete(awareness.clientID);
			other.awareness.emit("change", [{ added: [], updated: [], removed: [awareness.clientID] }, "server"]);
		}
		awareness.destroy();
		headless.dispose();
	}
	desks.push(desk);
	return desk;
}

function receive(at: Desk, from: Awareness, told: NonNullable<ReturnType<typeof stampPresence>>): void {
	const state = told.bring?.to === at.who.id ? told : withoutWish(told);
	const stamped = new Map([[from.clientID, state]]);
	const update = encodeAwarenessUpdate(from, [from.clientID], stamped);
	applyAwarenessUpdate(at.awareness, update, "server");
}

function pass(ms: number): void {
	vi.advanceTimersByTime(ms);
}

/** What is in sight, in whole page units. */
function sightOf({ editor }: Desk) {
	const { x, y, w, h } = editor.getViewportPageBounds();
	return [x, y, w, h].map((value) => Math.round(value) + 0);
}

beforeEach(() => {
	vi.useFakeTimers({
		toFake: [
			"setTimeout",
			"clearTimeout",
			"setInterval",
			"clearInterval",
			"Date",
			"performance",
			"requestAnimationFrame",
			"cancelAnimationFrame",
		],
	});
});
afterEach(() => {
	for (const desk of [...desks]) desk.leave();
	vi.useRealTimers();
});

describe("following", () => {
	test("[T1] the camera goes along with a person's window, all of it in sight, and says whom", () => {
		const [ines, carl] = [sit(INES), sit(CARL)];
		ines.editor.updateViewportScreenBounds(new Box(0, 0, 600, 900));
		carl.editor.setCamera({ x: -2000, y: -1000, z: 2 }, { immediate: true });
		pass(200);
		ines.together.follow("p-carl");
		expect(ines.together.state().following).toBe("p-carl");
		pass(100);
		const underway = ines.editor.getViewportPageBounds();
		expect(underway.x).toBeGreaterThan(0);
		expect(underway.x).toBeLessThan(1_990);
		pass(2_000);
		// 1,200 x 900 at twice the size, in a window that is narrower: as wide, and higher
		expect(sightOf(ines)).toEqual([2_000, 1_000 + 225 - 450, 600, 900]);
		carl.editor.setCamera({ x: 0, y: 0, z: 1 }, { immediate: true });
		pass(2_000);
		expect(sightOf(ines)).toEqual([0, 450 - 900, 1_200, 1_800]);
		expect(carl.together.state().followers).toEqual(["p-ines"]);
	});

	test("[T1] one's own pan or zoom lets go; a window that changes its size does not", () => {
		const [ines, carl] = [sit(INES), sit(CARL)];
		pass(200);
		for (const own of [
			() => ines.editor.setCamera({ x: 5, y: 5, z: 1 }),
			() => ines.editor.zoomIn(),
			() =>
				ines.editor.dispatch({
					type: "wheel",
					name: "wheel",
					delta: { x: 0, y: 30, z: 0 },
					point: { x: 9, y: 9, z: 0 },
					shiftKey: false,
					altKey: false,
					ctrlKey: false,
					metaKey: false,
					accelKey: false,
				}),
		]) {
			ines.together.follow("p-carl");
			pass(1_000);
			ines.editor.updateViewportScreenBounds(new Box(0, 0, 900 + Math.random(), 800), true);
			pass(1_000);
			expect(ines.together.state().following).toBe("p-carl");
			own();
			pass(50);
			expect(ines.together.state().following).toBeNull();
			pass(200);
			expect(carl.together.state().followers).toEqual([]);
		}
	});

	test("[T1] the board stands still under a hand that draws, and comes after it", () => {
		const [ines, carl] = [sit(INES), sit(CARL)];
		pass(200);
		ines.together.follow("p-carl");
		pass(500);
		ines.editor.inputs.isPointing = true;
		const before = sightOf(ines);
		carl.editor.setCamera({ x: -700, y: -700, z: 1 }, { immediate: true });
		pass(1_000);
		expect(sightOf(ines)).toEqual(before);
		ines.editor.inputs.isPointing = false;
		pass(2_000);
		expect(sightOf(ines)).toEqual(sightOf(carl));
	});

	test("[T1] of two tabs the one counts in which the person last did something", () => {
		const [ines, one, two] = [sit(INES), sit(CARL), sit(CARL)];
		one.editor.setCamera({ x: -100, y: 0, z: 1 }, { immediate: true });
		pass(200);
		two.editor.setCamera({ x: -500, y: 0, z: 1 }, { immediate: true });
		pass(200);
		ines.together.follow("p-carl");
		pass(2_000);
		expect(sightOf(ines)[0]).toBe(500);
		one.editor.setCamera({ x: -101, y: 0, z: 1 }, { immediate: true });
		pass(2_000);
		expect(sightOf(ines)[0]).toBe(101);
		// her own second tab is not somebody to follow
		expect(one.together.state().onBoard).toEqual(["p-ines"]);
	});

	test("[T1] a reload of the followed goes unnoticed, leaving ends it with words", () => {
		const [ines, carl] = [sit(INES), sit(CARL)];
		pass(200);
		ines.together.follow("p-carl");
		carl.leave();
		pass(2_000);
		expect(ines.together.state().following).toBe("p-carl");
		const again = sit(CARL);
		pass(5_000);
		expect(ines.together.state().following).toBe("p-carl");
		again.leave();
		pass(5_000);
		expect(ines.together.state().following).toBeNull();
		expect(ines.said).toEqual(["The view of Carl is gone, so yours is your own again."]);
	});

	test("[T1] who follows me cannot be followed; if both begin at once, one lets go and is told", () => {
		const [ines, carl] = [sit(INES), sit(CARL)];
		pass(200);
		ines.together.follow("p-carl");
		pass(200);
		carl.together.follow("p-ines");
		expect(carl.together.state().following).toBeNull();
		ines.together.stopFollowing();
		pass(200);
		ines.together.follow("p-carl");
		carl.together.follow("p-ines");
		pass(200);
		expect([ines.together.state().following, carl.together.state().following]).toEqual(["p-carl", null]);
		expect(carl.said).toEqual(["Ines follows you, so your view is your own again."]);
	});

	test("[T1] of a longer ring exactly one lets go", () => {
		const ring: Record<string, string[]> = { a: ["b"], b: ["c"], c: ["a"], d: ["a"] };
		const lets = Object.entries(ring).filter(([me, [first]]) => mustLetGo(me, first ?? "", (id) => ring[id] ?? []));
		expect(lets.map(([me]) => me)).toEqual(["a"]);
		expect(mustLetGo("z", "a", (id) => ring[id] ?? [])).toBe(false);
	});

	test("[T1] a window around another shows all of it", () => {
		const theirs = { x: -50, y: 10, w: 400, h: 100 };
		for (const screen of [
			{ w: 300, h: 900 },
			{ w: 1_600, h: 200 },
			{ w: 400, h: 100 },
		]) {
			const box = windowAround(theirs, screen);
			expect(box.expandBy(0.01).contains(new Box(theirs.x, theirs.y, theirs.w, theirs.h))).toBe(true);
			expect(box.w / box.h).toBeCloseTo(screen.w / screen.h);
		}
	});
});

describe("bringing along", () => {
	test("[T2] moves the other's camera once, says who did it, and offers the way back", () => {
		const [ines, carl] = [sit(INES), sit(CARL)];
		ines.editor.setCamera({ x: -3_000, y: -40, z: 1 }, { immediate: true });
		pass(200);
		ines.together.bring("p-carl");
		pass(1_000);
		expect(sightOf(carl)).toEqual(sightOf(ines));
		expect(carl.said).toEqual(["Ines brought you to this view."]);
		expect(ines.said).toEqual(["Carl is brought to your view."]);
		expect(ines.awareness.getLocalState()).not.toHaveProperty("bring");
		// the wish does not come again with the next state, nor with a sign of life
		ines.editor.setCamera({ x: -9_000, y: 0, z: 1 }, { immediate: true });
		pass(60_000);
		expect(carl.said).toHaveLength(1);
		expect(sightOf(carl)[0]).toBe(3_000);
		carl.goBack();
		pass(1_000);
		expect(sightOf(carl)[0]).toBe(0);
	});

	test("[T2] waits for a hand that draws; who follows already is not moved; not twice in a moment", () => {
		const [ines, carl] = [sit(INES), sit(CARL)];
		ines.editor.setCamera({ x: -800, y: 0, z: 1 }, { immediate: true });
		pass(200);
		carl.editor.inputs.isPointing = true;
		ines.together.bring("p-carl");
		pass(1_000);
		expect([sightOf(carl)[0], carl.said.length]).toEqual([0, 0]);
		carl.editor.inputs.isPointing = false;
		pass(1_000);
		expect([sightOf(carl)[0], carl.said.length]).toEqual([800, 1]);
		ines.together.bring("p-carl");
		expect(ines.said.at(-1)).toBe("Give it a moment before you bring somebody again.");
		pass(BRING_INTERVAL_MS);
		carl.together.follow("p-ines");
		pass(500);
		ines.together.bring("p-carl");
		pass(500);
		expect([carl.together.state().following, carl.said.length]).toEqual(["p-ines", 1]);
	});

	test("[T2] somebody whose board is closed cannot be brought, and that is said", () => {
		const ines = sit(INES);
		ines.together.bring("p-carl");
		expect(ines.said).toEqual(["Carl is not on the board now."]);
	});
});

describe("the laser", () => {
	const scribbles = ({ store }: Desk) =>
		store.allRecords().flatMap((record) => (record.typeName === "instance_presence" ? record.scribbles : []));
	const touch = (desk: Desk, name: "pointer_down" | "pointer_move" | "pointer_up", x: number, y: number) => {
		desk.editor.getContainer().dispatchEvent(new Event("pointermove"));
		desk.editor.dispatch({
			type: "pointer",
			target: "canvas",
			name,
			point: { x, y, z: 0.5 },
			pointerId: 1,
			button: 0,
			isPen: false,
			shiftKey: false,
			altKey: false,
			ctrlKey: false,
			metaKey: false,
			accelKey: false,
		});
		pass(40);
	};

	test("[T3] is seen by the others as a trail that fades when it is let go, and leaves nothing on the board", () => {
		const [ines, carl] = [sit(INES), sit(CARL)];
		// who only watches may point as well
		carl.editor.updateInstanceState({ isReadonly: true });
		pass(200);
		carl.editor.setCurrentTool("laser");
		touch(carl, "pointer_down", 100, 100);
		for (let x = 110; x <= 300; x += 10) touch(carl, "pointer_move", x, 100);
		const [trail] = scribbles(ines);
		expect(trail?.points.length).toBeGreaterThan(5);
		expect(trail?.points.at(-1)).toMatchObject({ x: 300, y: 100 });
		touch(carl, "pointer_up", 300, 100);
		pass(TRAIL_MS / 2);
		expect(scribbles(ines)[0]?.points.length).toBeLessThan(trail?.points.length ?? 0);
		pass(TRAIL_MS);
		expect(scribbles(ines)).toEqual([]);
		for (const { store } of [ines, carl]) {
			expect(store.allRecords().filter(({ typeName }) => typeName === "shape")).toEqual([]);
		}
	});

	test("[T3] two presses are two strokes, the place of the release ends each, and a pointer that leaves the board ends one", () => {
		const trail = new LaserTrail();
		trail.note({ x: 0, y: 0 }, { laser: false }, 0);
		trail.note({ x: 1, y: 0 }, { laser: true }, 10);
		trail.note({ x: 2, y: 0 }, { laser: true }, 20);
		trail.note({ x: 3, y: 0 }, { laser: false }, 30);
		trail.note({ x: 50, y: 0 }, { laser: false }, 40);
		trail.note({ x: 60, y: 0 }, { laser: true }, 50);
		trail.note(null, { laser: true }, 60);
		trail.note({ x: 70, y: 0 }, { laser: true }, 70);
		expect(trail.strokes(80).map((stroke) => stroke.map(({ x }) => x))).toEqual([[1, 2, 3], [60], [70]]);
		// held still it stays a dot
		expect(trail.strokes(60_000).map((stroke) => stroke.map(({ x }) => x))).toEqual([[70]]);
		trail.note({ x: 70, y: 0 }, { laser: false }, 60_001);
		expect(trail.strokes(60_002 + TRAIL_MS)).toEqual([]);
		expect(scribblesOf([])).toEqual([]);
	});
});
