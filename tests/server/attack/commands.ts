// What may happen to a session, as commands of fast-check: people edit and undo, lines fail in every way, roles and phases change,
// rooms and servers go and come back, somebody forges. Each command leaves the world in a state from which it can heal.
import fc from "fast-check";
import type { Deed, Tab } from "./tab.ts";
import type { World } from "./world.ts";

/** Everything that is known before a command lies in the world itself. */
type Model = Record<string, never>;
type Step = fc.AsyncCommand<Model, World>;

function step(name: string, run: (world: World) => void | Promise<void>): Step {
	return {
		check: () => true,
		async run(_model, world) {
			if (process.env.MODEL_TRACE) console.info(`${new Date().toISOString()} ${name}`);
			await run(world);
			world.compareEqualVectors();
		},
		toString: () => name,
	};
}

const which = fc.nat({ max: 3 });
const key = fc.nat({ max: 4 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
	fc.record({ do: fc.constant("put" as const), key, value: fc.nat({ max: 99 }) }),
	fc.record({ do: fc.constant("remove" as const), key }),
	fc.record({
		do: fc.constant("write" as const),
		key,
		at: fc.nat({ max: 30 }),
		text: fc.string({ minLength: 1, maxLength: 8 }),
	}),
	fc.record({ do: fc.constant("erase" as const), key, at: fc.nat({ max: 30 }), count: fc.integer({ min: 1, max: 4 }) }),
);

function edit(world: World, tab: Tab, deeds: readonly Deed[]): void {
	for (const one of deeds) {
		const mark = tab.edit(one);
		if (world.isForbidden(tab)) world.forbid(tab, mark);
	}
}

function slow(tab: Tab): Tab {
	tab.wasSlow = true;
	return tab;
}

/** Lets sockets, timers and the database have so many turns. */
async function turns(count: number): Promise<void> {
	for (let i = 0; i < count; i++) await new Promise((done) => setImmediate(done));
}

const steps: fc.Arbitrary<Step>[] = [
	fc
		.record({ tab: which, deeds: fc.array(deed, { minLength: 1, maxLength: 5 }) })
		.map(({ tab, deeds }) => step(`edit(${tab}, ${deeds.length})`, (world) => edit(world, world.tab(tab), deeds))),
	fc.record({ deeds: fc.array(deed, { minLength: 2, maxLength: 4 }) }).map(({ deeds }) =>
		step(`all edit at once(${deeds.length})`, (world) => {
			for (const tab of world.tabs) edit(world, tab, deeds);
		}),
	),
	which.map((tab) => step(`undo(${tab})`, (world) => undo(world, tab, "undo"))),
	which.map((tab) => step(`redo(${tab})`, (world) => undo(world, tab, "redo"))),
	fc.integer({ min: 1, max: 60 }).map((count) => step(`turns(${count})`, () => turns(count))),
	which.map((tab) => step(`cut(${tab})`, (world) => world.tab(tab).line.cut())),
	which.map((tab) => step(`disconnect(${tab})`, (world) => world.tab(tab).line.down())),
	which.map((tab) => step(`reconnect(${tab})`, (world) => world.tab(tab).line.restore())),
	which.map((tab) => step(`stall(${tab})`, (world) => slow(world.tab(tab)).line.stall())),
	which.map((tab) => step(`flow(${tab})`, (world) => world.tab(tab).line.flow())),
	which.map((tab) => step(`half close(${tab})`, (world) => world.tab(tab).line.halfClose())),
	fc
		.record({ tab: which, bytes: fc.integer({ min: 1, max: 40 }) })
		.map(({ tab, bytes }) => step(`drip(${tab}, ${bytes})`, (world) => slow(world.tab(tab)).line.drip(bytes, 1))),
	fc
		.record({
			tab: which,
			bytes: fc.nat({ max: 200 }),
			direction: fc.constantFrom("to-target" as const, "from-target" as const),
		})
		.map(({ tab, bytes, direction }) =>
			step(`deliver in part(${tab}, ${bytes} ${direction})`, (world) => {
				world.tab(tab).line.cutAfter(bytes, direction);
			}),
		),
	fc.constant(
		step("database away", (world) => {
			world.isDatabaseAway = true;
			world.node.database.down();
		}),
	),
	fc.constant(step("database back", (world) => databaseBack(world))),
	fc
		.constantFrom("stop" as const, "crash" as const)
		.map((how) => step(`${how} the server`, (world) => world.restart(how))),
];

function undo(world: World, index: number, what: "undo" | "redo"): void {
	const tab = world.tab(index);
	// taking back while one may not draw is refused like drawing; what it would take back is then nobody's any more
	if (!world.isForbidden(tab)) tab[what]();
}

function databaseBack(world: World): void {
	world.isDatabaseAway = false;
	world.node.database.restore();
}

/** Costly ones come less often. */
const rare: fc.Arbitrary<Step>[] = [
	fc.constant(
		step("the candidate may not draw", async (world) => {
			databaseBack(world);
			if (world.hasEnded || !world.mayCandidateDraw) return;
			await world.setCandidateRole("observer");
			world.mayCandidateDraw = false;
		}),
	),
	fc.constant(
		step("the session ends", async (world) => {
			databaseBack(world);
			if (world.hasEnded) return;
			await world.end();
		}),
	),
	fc.constant(
		step("everybody goes, and the room", async (world) => {
			databaseBack(world);
			if (!world.hasEnded) await world.evict();
		}),
	),
	fc.constant(step("settle", (world) => world.settle())),
];

export const commands = (maxCommands: number): fc.Arbitrary<Iterable<Step>> =>
	fc.commands([...steps, ...steps, ...steps, ...rare], { maxCommands, size: "max" });
