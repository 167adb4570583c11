// Helpers for the work and memory of models: floating-point operations, training time, and what a language model needs.
import { amount, helper, positive, roundUp, someShare } from "./estimate-helper.ts";

const tokens = { unit: "count", min: 0, default: 1 } as const;

export const computeHelpers = {
	/** One multiplication and one addition a dense parameter; of a transformer, for each token. Embedding rows do not count. */
	inferenceFlops: helper({
		title: "Work of one prediction",
		inputs: { dense_params: amount("count"), tokens },
		unit: "FLOP",
		compute: (given) => 2 * given.dense_params * given.tokens,
		signs: (given) => (given.tokens === 1 ? "2 × {dense_params}" : "2 × {dense_params} × {tokens}"),
	}),
	computeRate: helper({
		title: "Work a second",
		inputs: { examples_per_s: amount("1/s"), dense_params: amount("count"), tokens },
		unit: "FLOP/s",
		compute: (given) => 2 * given.dense_params * given.tokens * given.examples_per_s,
		signs: (given) =>
			given.tokens === 1 ? "2 × {dense_params} × {examples_per_s}" : "2 × {dense_params} × {tokens} × {examples_per_s}",
	}),
	devicesForCompute: helper({
		title: "Accelerators needed for the work",
		inputs: { flops_per_s: amount("FLOP/s"), peak_flops_per_s: positive("FLOP/s"), utilisation: someShare },
		unit: "count",
		compute: (given) => roundUp(given.flops_per_s / (given.peak_flops_per_s * given.utilisation)),
		signs: "{flops_per_s} / ({peak_flops_per_s} × {utilisation}), rounded up",
	}),
	/** 2 operations a parameter forward and 4 backward, for each example or token (Kaplan et al. 2020: C ≈ 6ND). */
	trainingFlops: helper({
		title: "Work of a training",
		inputs: {
			dense_params: amount("count"),
			examples: amount("count"),
			epochs: { unit: "count", min: 0, default: 1 },
		},
		unit: "FLOP",
		compute: (given) => 6 * given.dense_params * given.examples * given.epochs,
		signs: (given) =>
			given.epochs === 1 ? "6 × {dense_params} × {examples}" : "6 × {dense_params} × {examples} × {epochs}",
	}),
	/** Utilisation is the share of the peak that a model reaches (MFU): 0.05 to 0.2 for recommenders, 0.3 to 0.5 for LLMs. */
	trainingTime: helper({
		title: "Time of a training",
		inputs: {
			flops: amount("FLOP"),
			devices: positive("count"),
			peak_flops_per_s: positive("FLOP/s"),
			utilisation: someShare,
		},
		unit: "s",
		compute: (given) => given.flops / (given.devices * given.peak_flops_per_s * given.utilisation),
		signs: "{flops} / ({devices} × {peak_flops_per_s} × {utilisation})",
	}),
	weightsMemory: helper({
		title: "Memory of a model's weights",
		inputs: { params: amount("count"), bytes_per_param: amount("B") },
		unit: "B",
		compute: (given) => given.params * given.bytes_per_param,
		signs: "{params} × {bytes_per_param}",
	}),
	/** A key and a value for each layer and head; with grouped queries only the heads that keep them count. */
	kvCachePerToken: helper({
		title: "Attention cache of one token",
		inputs: {
			layers: amount("count"),
			kv_heads: amount("count"),
			head_dim: amount("count"),
			bytes_per_value: amount("B"),
		},
		unit: "B/token",
		compute: (given) => 2 * given.layers * given.kv_heads * given.head_dim * given.bytes_per_value,
		signs: "2 × {layers} × {kv_heads} × {head_dim} × {bytes_per_value}",
	}),
	/** Sequences at the same time, as `concurrency` gives them, and not requests a second. */
	kvCacheTotal: helper({
		title: "Attention cache of all sequences",
		inputs: {
			bytes_per_token: amount("B/token"),
			tokens: amount("count"),
			concurrent_sequences: amount("count"),
		},
		unit: "B",
		compute: (given) => given.bytes_per_token * given.tokens * given.concurrent_sequences,
		signs: "{bytes_per_token} × {tokens} × {concurrent_sequences}",
	}),
	/** Alone in its batch, a token reads every weight once: memory, not arithmetic, is the limit. */
	decodeTimeLowerBound: helper({
		title: "Least time of one output token",
		inputs: { weight_bytes: amount("B"), bytes_per_s: positive("B/s") },
		unit: "s/token",
		compute: (given) => given.weight_bytes / given.bytes_per_s,
		signs: "{weight_bytes} / {bytes_per_s}",
	}),
	/** The first token comes with the time to first token. */
	llmLatency: helper({
		title: "Latency of a generated answer",
		inputs: {
			ttft_s: amount("s"),
			output_tokens: { unit: "count", min: 1 },
			time_per_output_token_s: amount("s/token"),
		},
		unit: "s",
		compute: (given) => given.ttft_s + (given.output_tokens - 1) * given.time_per_output_token_s,
		signs: "{ttft_s} + ({output_tokens} − 1) × {time_per_output_token_s}",
	}),
};
