// Helpers for what is kept: logs, embedding tables, vector indexes, and the time to read it all. Bytes everywhere.
import { amount, helper, positive } from "./estimate-helper.ts";

/** Of an id beside each code of an inverted file, and of a float32 coordinate of its centroids. */
const [ID_BYTES, FLOAT_BYTES] = [8, 4];
/** Of a link between two vectors of a graph: an id of 32 bits. */
const LINK_BYTES = 4;

export const storageHelpers = {
	logStoragePerDay: helper({
		title: "Raw log a day",
		inputs: { events_per_day: amount("1/day"), bytes_per_event: amount("B") },
		unit: "B/day",
		compute: (given) => given.events_per_day * given.bytes_per_event,
		signs: "{events_per_day} × {bytes_per_event}",
	}),
	storageTotal: helper({
		title: "Storage for what is kept",
		inputs: {
			bytes_per_day: amount("B/day"),
			retention_days: amount("days"),
			replication: { unit: "factor", min: 1 },
			compression_ratio: positive("factor"),
		},
		unit: "B",
		compute: (given) => (given.bytes_per_day * given.retention_days * given.replication) / given.compression_ratio,
		signs: "{bytes_per_day} × {retention_days} × {replication} / {compression_ratio}",
	}),
	/**
	 * Served, a table is rows × dim × bytes. In training an optimizer keeps further values for each (Adam 2, Adagrad 1) or
	 * bytes for each row (row-wise Adagrad 4); dense layers also hold one gradient a value.
	 */
	embeddingTable: helper({
		title: "Memory of an embedding table",
		inputs: {
			rows: amount("count"),
			dim: amount("count"),
			bytes_per_value: amount("B"),
			optimizer_states: { unit: "count", min: 0, default: 0 },
			optimizer_bytes_per_row: { unit: "B", min: 0, default: 0 },
			gradients: { unit: "count", min: 0, default: 0 },
		},
		unit: "B",
		compute: (given) =>
			given.rows * given.dim * given.bytes_per_value * (1 + given.optimizer_states + given.gradients) +
			given.rows * given.optimizer_bytes_per_row,
		signs: (given) => {
			const copies = ["1"];
			if (given.optimizer_states > 0) copies.push("{optimizer_states}");
			if (given.gradients > 0) copies.push("{gradients}");
			const values = `{rows} × {dim} × {bytes_per_value}${copies.length > 1 ? ` × (${copies.join(" + ")})` : ""}`;
			return given.optimizer_bytes_per_row > 0 ? `${values} + {rows} × {optimizer_bytes_per_row}` : values;
		},
	}),
	vectorIndexFlat: helper({
		title: "Memory of a flat vector index",
		inputs: { vectors: amount("count"), dim: amount("count"), bytes_per_value: amount("B") },
		unit: "B",
		compute: (given) => given.vectors * given.dim * given.bytes_per_value,
		signs: "{vectors} × {dim} × {bytes_per_value}",
	}),
	/** The rule of FAISS' documentation: each vector and 2 × M links of 4 B in the base layer. Add about a fifth for the rest. */
	vectorIndexHnsw: helper({
		title: "Memory of a graph (HNSW) index",
		inputs: {
			vectors: amount("count"),
			dim: amount("count"),
			bytes_per_value: amount("B"),
			links_per_vector: amount("count"),
		},
		unit: "B",
		compute: (given) => given.vectors * (given.dim * given.bytes_per_value + 2 * given.links_per_vector * LINK_BYTES),
		signs: "{vectors} × ({dim} × {bytes_per_value} + 2 × {links_per_vector} × 4 B)",
	}),
	/** As in FAISS: a code and an id of 8 B for each vector, and a float32 centroid for each list. */
	vectorIndexIvfPq: helper({
		title: "Memory of a compressed (IVF-PQ) index",
		inputs: { vectors: amount("count"), code_bytes: amount("B"), lists: amount("count"), dim: amount("count") },
		unit: "B",
		compute: (given) => given.vectors * (given.code_bytes + ID_BYTES) + given.lists * given.dim * FLOAT_BYTES,
		signs: "{vectors} × ({code_bytes} + 8 B) + {lists} × {dim} × 4 B",
	}),
	/** n ids in m buckets at random: a bucket holds a further one with probability 1 − e^(−n/m), as in a Poisson process. */
	hashCollisionShare: helper({
		title: "Share of ids that share a bucket",
		inputs: { ids: amount("count"), buckets: positive("count") },
		unit: "share",
		compute: (given) => -Math.expm1(-given.ids / given.buckets),
		signs: "1 − e^(−{ids} / {buckets})",
	}),
	dataReadTime: helper({
		title: "Time to read the data once",
		inputs: { rows: amount("count"), bytes_per_row: amount("B"), bytes_per_s: positive("B/s") },
		unit: "s",
		compute: (given) => (given.rows * given.bytes_per_row) / given.bytes_per_s,
		signs: "{rows} × {bytes_per_row} / {bytes_per_s}",
	}),
};
