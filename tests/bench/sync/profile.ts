// What a process does with its time: samples of its main thread (V8's own profiler), each given to whoever asked for what runs. What Node
// and the system do for a package counts as that package's: a write that the socket library asked for is a socket's write. In goes a
// profile, out come shares of the time in which the thread did anything.
import type { Profiler } from "node:inspector";

export const GROUPS = [
	"socket writes",
	"socket reads",
	"Yjs",
	"database driver",
	"metrics",
	"our own code",
	"garbage collection",
	"event loop",
	"else",
] as const;
export type Group = (typeof GROUPS)[number];
/** of the busy time; together 1 */
export type Shares = Readonly<Record<Group, number>>;

/** @param ownFile the bundle in which our own code lies */
export function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, ownFile: string): Shares {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
	const groups = new Map<number, Group | null>();
	const groupOf = (id: number): Group | null => {
		const known = groups.get(id);
		if (known !== undefined) return known;
		const stack: Frame[] = [];
		for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
			const node = byId.get(at);
			if (node) stack.push(node.callFrame);
		}
		const group = groupOfStack(stack, ownFile);
		groups.set(id, group);
		return group;
	};
	const micros = new Map<Group, number>();
	let busy = 0;
	for (const [index, id] of samples.entries()) {
		const group = groupOf(id);
		if (group === null) continue;
		const took = timeDeltas[index] ?? 0;
		busy += took;
		micros.set(group, (micros.get(group) ?? 0) + took);
	}
	const share = (group: Group) => (micros.get(group) ?? 0) / (busy || 1);
	return {
		"socket writes": share("socket writes"),
		"socket reads": share("socket reads"),
		Yjs: share("Yjs"),
		"database driver": share("database driver"),
		metrics: share("metrics"),
		"our own code": share("our own code"),
		"garbage collection": share("garbage collection"),
		"event loop": share("event loop"),
		else: share("else"),
	};
}

type Frame = Pick<Profiler.ProfileNode["callFrame"], "functionName" | "url">;

/** @param stack innermost first. @returns null where it slept, or only the measuring itself ran */
function groupOfStack(stack: readonly Frame[], ownFile: string): Group | null {
	const [leaf] = stack;
	if (!leaf || leaf.functionName === "(idle)" || stack.some(({ url }) => url.endsWith("/meter.mjs"))) return null;
	if (leaf.functionName === "(garbage collector)") return "garbage collection";
	if (leaf.functionName === "(program)") return "event loop";
	let writes = false;
	for (const frame of stack) {
		const group = packageOf(frame, ownFile);
		if (group === "our own code" && writes) return "socket writes";
		if (group) return group;
		writes ||= frame.url === "node:internal/streams/writable";
	}
	// nobody's: Node itself, between two events
	return stack.every(({ url }) => url === "" || url.startsWith("node:")) ? "event loop" : "else";
}

/** null for what belongs to no package that is told apart */
function packageOf({ url, functionName }: Frame, ownFile: string): Group | null {
	if (url.endsWith(ownFile)) return "our own code";
	const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
	if (name === undefined) return null;
	if (name === "ws") {
		const writes = url.endsWith("/sender.js") || functionName === "send" || functionName === "ping";
		return writes ? "socket writes" : "socket reads";
	}
	if (name === "yjs" || name === "lib0" || name === "y-protocols") return "Yjs";
	if (/^pg(-|$)/.test(name)) return "database driver";
	return name === "prom-client" ? "metrics" : null;
}
