// Where the parts of a question pack must agree: arrows lead to boxes, boxes lie apart, hops add up, nothing is said twice. In:
// values as an author wrote them, which may be anything; what cannot be read is left to the schema. Out: each disagreement
// with its place.

export interface Disagreement {
	/** from the value that was given */
	path: (string | number)[];
	message: string;
}

/** Texts that a list holds twice. */
export function repeats(items: unknown): Disagreement[] {
	if (!Array.isArray(items)) return [];
	const first = new Map<unknown, number>();
	return items.flatMap((item: unknown, index) => {
		if (typeof item !== "string") return [];
		const before = first.get(item);
		if (before === undefined) first.set(item, index);
		return before === undefined ? [] : [{ path: [index], message: "stands in this list twice" }];
	});
}

/** Of boxes and arrows: two boxes of one name or in one cell, arrows whose ends are no boxes. */
export function designDisagreements(design: unknown): Disagreement[] {
	const nodes = fieldOf(design, "nodes");
	if (!Array.isArray(nodes)) return [];
	const [ids, cells] = [new Set<string>(), new Set<string>()];
	const found: Disagreement[] = [];
	nodes.forEach((node: unknown, index) => {
		const [id, at] = [fieldOf(node, "id"), fieldOf(node, "at")];
		if (typeof id === "string") {
			if (ids.has(id)) found.push({ path: ["nodes", index, "id"], message: `two nodes are called "${id}"` });
			ids.add(id);
		}
		if (Array.isArray(at) && at.length === 2 && at.every((part) => typeof part === "number")) {
			const cell = at.join(",");
			if (cells.has(cell)) {
				found.push({ path: ["nodes", index, "at"], message: `two nodes share the cell ${cell}` });
			}
			cells.add(cell);
		}
	});
	const edges = fieldOf(design, "edges");
	if (!Array.isArray(edges)) return found;
	edges.forEach((edge: unknown, index) => {
		for (const end of ["from", "to"]) {
			const id = fieldOf(edge, end);
			if (typeof id === "string" && !ids.has(id)) {
				found.push({ path: ["edges", index, end], message: `no node is called "${id.slice(0, 40)}"` });
			}
		}
	});
	return found;
}

/** Milliseconds may have decimals; what lies behind the third is no disagreement. */
const MS_DECIMALS = 3;

/** The hops of the latency budget sum to the target. */
export function latencyDisagreements(numbers: unknown): Disagreement[] {
	const [target, hops] = [fieldOf(numbers, "latency_p99_ms"), fieldOf(numbers, "latency_budget_ms")];
	if (typeof target !== "number" || !Array.isArray(hops)) return [];
	const times = hops.map((hop: unknown) => fieldOf(hop, "ms"));
	const sum = times.reduce<number>((total, ms) => total + (typeof ms === "number" ? ms : Number.NaN), 0);
	const [stated, added] = [target, sum].map((ms) => Number(ms.toFixed(MS_DECIMALS)));
	if (Number.isNaN(sum) || stated === added) return [];
	return [{ path: ["latency_budget_ms"], message: `the hops sum to ${added} ms, latency_p99_ms is ${stated}` }];
}

export function fieldOf(value: unknown, name: string): unknown {
	if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
	return Reflect.get(value, name);
}
