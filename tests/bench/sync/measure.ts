// All measurements of the sync, one after the other, each on servers that were started for it. In go wishes, out come figures for
// the table (tests/bench/sync/rows.ts).
import { median, quantile } from "../figures.ts";
import { type JoiningFigures, measureJoining, measureOpening, type OpeningFigures } from "../sync-open.ts";
import { type Bundles, bundlePrograms } from "./bundle.ts";
import { type Disk, lookAtDisk } from "./disk.ts";
import { type Grounds, openGrounds, type Target } from "./grounds.ts";
import { IDLE_MS, type MemoryFigures, measureMemory } from "./memory.ts";
import { type Load, type Pass, runPass } from "./pass.ts";
import { measurePaused, type PausedFigures } from "./paused.ts";
import { installPeers, type Peer, type Peers } from "./peers.ts";
import type { Shares } from "./profile.ts";

/** Of one server under one load, medians over the passes. */
export interface LoadFigures {
	readonly updatesPerSecond: number;
	/** processor time for one update, µs */
	readonly cpuMicros: number;
	readonly cpuShare: number;
	readonly bytes: number;
	readonly fanOutMs: Quantiles;
	/** null for a server that does not say when something is saved */
	readonly savedMs: Quantiles | null;
}

export interface Quantiles {
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
}

/** The same load over several servers, by turns. */
export interface Comparison {
	readonly rooms: number;
	readonly passes: number;
	/** of peers and of what the processor time is made up of */
	readonly passesBeside: number;
	readonly relay: LoadFigures;
	readonly boardwalk: LoadFigures;
	/** null for one that did not keep up */
	readonly peers: readonly { readonly name: string; readonly figures: LoadFigures | null }[];
	/** what bounds the processor time; of the first load alone */
	readonly makeup: Makeup | null;
}

export interface Makeup {
	/** a relay that answers each message with a few bytes, as anybody must who says that something is saved */
	readonly answering: LoadFigures;
	/** Boardwalk with everything on, whose people do not ask what is saved */
	readonly silent: LoadFigures;
	/** of the time of Boardwalk's main thread */
	readonly shares: Shares;
}

export interface SyncFigures {
	readonly disk: Disk;
	readonly loads: readonly Comparison[];
	readonly memory: MemoryFigures;
	readonly opening: OpeningFigures;
	readonly joining: JoiningFigures;
	readonly paused: PausedFigures;
	readonly peers: readonly { readonly name: string; readonly stores: string; readonly paused: PausedFigures }[];
	readonly missingPeers: readonly string[];
}

export interface SyncWishes {
	readonly short: boolean;
	/** installs other servers and measures them, too */
	readonly withPeers: boolean;
	say(what: string): void;
}

/** Commits of a person a second: as fast as a board sends them. */
const PER_SECOND = 20;
const LONG = {
	rooms: [50, 200],
	passes: 5,
	/** of those that only stand beside it */
	passesBeside: 3,
	warmUpMs: 6_000,
	windowMs: 15_000,
	restingRooms: 200,
	settleMs: 15_000,
	idleMs: IDLE_MS,
};
const SHORT = {
	rooms: [50],
	passes: 2,
	passesBeside: 1,
	warmUpMs: 4_000,
	windowMs: 5_000,
	restingRooms: 50,
	settleMs: 10_000,
	idleMs: null,
};

export async function measureSync({ short, withPeers, say }: SyncWishes): Promise<SyncFigures> {
	const plan = short ? SHORT : LONG;
	const bundles = await bundlePrograms();
	const grounds = await openGrounds(bundles);
	const { peers, missing, close } = withPeers ? await installPeers(bundles, say) : NO_PEERS;
	try {
		const disk = lookAtDisk(grounds.dataDir);
		const loads: Comparison[] = [];
		for (const rooms of plan.rooms) {
			const load = { ...plan, rooms, perSecond: PER_SECOND };
			const withMakeup = loads.length === 0;
			loads.push(await compare({ ...plan, bundles, grounds, peers, load, withMakeup, say }));
		}
		say(`sync: ${plan.restingRooms} rooms at rest`);
		const memory = await onceOn(grounds.boardwalk(), (target) =>
			measureMemory(bundles, target, { ...plan, rooms: plan.restingRooms }),
		);
		say("sync: a stored session opens, a large board is joined");
		const opening = await measureOpening(grounds);
		const joining = await onceOn(grounds.boardwalk(), (target) => measureJoining(bundles, grounds, target));
		say("sync: a paused reader");
		const pausedOn = (starting: Promise<Target>) => onceOn(starting, (target) => measurePaused(bundles, target));
		const paused = await pausedOn(grounds.boardwalk());
		const pausedPeers: SyncFigures["peers"][number][] = [];
		for (const { name, stores, start } of peers) pausedPeers.push({ name, stores, paused: await pausedOn(start()) });
		return {
			disk,
			loads,
			memory,
			opening,
			joining,
			paused,
			peers: pausedPeers,
			missingPeers: missing,
		};
	} finally {
		await close();
		await grounds.close();
	}
}

const NO_PEERS: Peers = { peers: [], missing: [], close: async () => {} };

interface Comparing {
	readonly bundles: Bundles;
	readonly grounds: Grounds;
	readonly peers: readonly Peer[];
	readonly load: Load;
	readonly passes: number;
	readonly passesBeside: number;
	readonly withMakeup: boolean;
	say(what: string): void;
}

/** By turns, so that a busy machine holds up all alike; a server of its own for each pass. */
async function compare(comparing: Comparing): Promise<Comparison> {
	const { bundles, grounds, peers, load, passes, passesBeside, withMakeup, say } = comparing;
	const passOn = (starting: Promise<Target>) => onceOn(starting, (target) => runPass(bundles, target, load));
	const relay: Pass[] = [];
	const boardwalk: Pass[] = [];
	const answering: Pass[] = [];
	const silent: Pass[] = [];
	const others = peers.map(({ name, start }) => ({ name, start, passes: [] as Pass[], failed: false }));
	for (let pass = 1; pass <= passes; pass++) {
		say(`sync: ${load.rooms} rooms, pass ${pass} of ${passes}`);
		relay.push(await passOn(grounds.relay()));
		boardwalk.push(await passOn(grounds.boardwalk()));
		if (pass > passesBeside) continue;
		if (withMakeup) answering.push(await passOn(grounds.relay({ answers: true })));
		if (withMakeup) silent.push(await passOn(grounds.boardwalk({ silent: true })));
		for (const other of others) {
			// one that did not keep up once is not waited for again
			if (other.failed) continue;
			try {
				other.passes.push(await passOn(other.start()));
			} catch (error) {
				other.failed = true;
				say(`${other.name}: ${error instanceof Error ? error.message : error}`);
			}
		}
	}
	return {
		rooms: load.rooms,
		passes,
		passesBeside,
		relay: figuresOf(relay),
		boardwalk: figuresOf(boardwalk),
		peers: others.map(({ name, failed, passes: made }) => ({ name, figures: failed ? null : figuresOf(made) })),
		makeup: withMakeup
			? {
					answering: figuresOf(answering),
					silent: figuresOf(silent),
					shares: await profile(comparing),
				}
			: null,
	};
}

/** A pass more, in which the server is looked at; it does not count. */
async function profile({ bundles, grounds, load, say }: Comparing): Promise<Shares> {
	say("sync: what the server's main thread does");
	return onceOn(grounds.boardwalk(), async (target) => {
		let shares: Shares | null = null;
		await runPass(bundles, target, load, async () => {
			shares = await target.program.profile(load.windowMs);
		});
		if (!shares) throw new Error("nothing was seen of the server's main thread");
		return shares;
	});
}

async function onceOn<T>(starting: Promise<Target>, work: (target: Target) => Promise<T>): Promise<T> {
	const target = await starting;
	try {
		return await work(target);
	} finally {
		await target.end();
	}
}

function figuresOf(passes: readonly Pass[]): LoadFigures {
	const middle = (of: (pass: Pass) => number) => median(passes.map(of));
	const quantiles = (of: (pass: Pass) => readonly number[]): Quantiles => ({
		p50: middle((pass) => quantile(of(pass), 0.5)),
		p95: middle((pass) => quantile(of(pass), 0.95)),
		p99: middle((pass) => quantile(of(pass), 0.99)),
	});
	return {
		updatesPerSecond: middle((pass) => pass.updatesPerSecond),
		cpuMicros: middle((pass) => pass.cpuMicros),
		cpuShare: middle((pass) => pass.cpuShare),
		bytes: middle((pass) => pass.bytes),
		fanOutMs: quantiles((pass) => pass.fanOut),
		savedMs: passes.every((pass) => pass.saved.length > 0) ? quantiles((pass) => pass.saved) : null,
	};
}
