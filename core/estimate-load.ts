// Helpers for load: requests, how many machines or people they need, and how long they wait.
import { amount, anyShare, helper, positive, roundUp, someShare } from "./estimate-helper.ts";

const SECONDS_PER_DAY = 86_400;

export const loadHelpers = {
	qpsAverage: helper({
		title: "Requests a second on average",
		inputs: { users: amount("count"), requests_per_user_day: amount("count") },
		unit: "1/s",
		compute: (given) => (given.users * given.requests_per_user_day) / SECONDS_PER_DAY,
		signs: "{users} × {requests_per_user_day} / 86,400 s/day",
	}),
	/** A day's peak is 2 to 5 times its average. */
	qpsPeak: helper({
		title: "Requests a second at peak",
		inputs: { qps: amount("1/s"), peak_factor: { unit: "factor", min: 1, default: 3 } },
		unit: "1/s",
		compute: (given) => given.qps * given.peak_factor,
		signs: "{qps} × {peak_factor}",
	}),
	eventsPerSecond: helper({
		title: "Events a second on average",
		inputs: { per_day: amount("1/day") },
		unit: "1/s",
		compute: (given) => given.per_day / SECONDS_PER_DAY,
		signs: "{per_day} / 86,400 s/day",
	}),
	scoresPerSecond: helper({
		title: "Candidates scored a second",
		inputs: { qps: amount("1/s"), candidates_scored: amount("count") },
		unit: "1/s",
		compute: (given) => given.qps * given.candidates_scored,
		signs: "{qps} × {candidates_scored}",
	}),
	/** Little's law, L = λW. It holds for the mean latency; a p99 gives a safe upper figure. */
	concurrency: helper({
		title: "Requests in flight",
		inputs: { qps: amount("1/s"), latency_s: amount("s") },
		unit: "requests",
		compute: (given) => given.qps * given.latency_s,
		signs: "{qps} × {latency_s}",
	}),
	/** Little's law again: what arrives in a day, times the days that it stays. */
	averageInStock: helper({
		title: "Things in stock on average",
		inputs: { arrivals_per_day: amount("1/day"), days_kept: amount("days") },
		unit: "count",
		compute: (given) => given.arrivals_per_day * given.days_kept,
		signs: "{arrivals_per_day} × {days_kept}",
	}),
	/** A server is planned at 0.5 to 0.7 of what it can do: queues grow without bound towards 1. */
	replicas: helper({
		title: "Servers needed at peak",
		inputs: { qps_peak: amount("1/s"), qps_per_replica: positive("1/s"), utilisation: someShare },
		unit: "count",
		compute: (given) => roundUp(given.qps_peak / (given.qps_per_replica * given.utilisation)),
		signs: "{qps_peak} / ({qps_per_replica} × {utilisation}), rounded up",
	}),
	/** Machines or people: the seconds of work a day over the seconds that one of them works. */
	workersForJobs: helper({
		title: "Workers needed for a day's jobs",
		inputs: {
			jobs_per_day: amount("1/day"),
			seconds_per_job: amount("s"),
			utilisation: someShare,
			hours_per_day: { unit: "h", above: 0, max: 24, default: 24 },
		},
		unit: "count",
		compute: (given) =>
			roundUp((given.jobs_per_day * given.seconds_per_job) / (given.hours_per_day * 3600 * given.utilisation)),
		signs: "{jobs_per_day} × {seconds_per_job} / ({hours_per_day}/day × {utilisation}), rounded up",
	}),
	bandwidth: helper({
		title: "Bytes sent a second",
		inputs: { qps: amount("1/s"), payload_bytes: amount("B") },
		unit: "B/s",
		compute: (given) => given.qps * given.payload_bytes,
		signs: "{qps} × {payload_bytes}",
	}),
	/** Means add, p99s do not: of p99s the sum is a budget, and the whole must be measured. */
	latencySequential: helper({
		title: "Latency of steps one after the other",
		inputs: { hops_ms: { unit: "ms", list: true, min: 0 } },
		unit: "ms",
		compute: (given) => given.hops_ms.reduce((sum, each) => sum + each, 0),
		signs: "{hops_ms}",
		joint: " + ",
	}),
	latencyParallel: helper({
		title: "Latency of steps at the same time",
		inputs: { branches_ms: { unit: "ms", list: true, min: 0 } },
		unit: "ms",
		compute: (given) => given.branches_ms.reduce((most, each) => Math.max(most, each), 0),
		signs: "longest of {branches_ms}",
	}),
	/** The chance that a request to n shards meets a slow one, shards being slow independently: 1 − (1 − p)^n. */
	tailFanout: helper({
		title: "Chance that a request meets a slow shard",
		inputs: { shards: amount("count"), slow_share: anyShare },
		unit: "probability",
		compute: (given) => 1 - (1 - given.slow_share) ** given.shards,
		signs: "1 − (1 − {slow_share})^{shards}",
	}),
	cacheLatency: helper({
		title: "Mean latency behind a cache",
		inputs: { hit_ratio: anyShare, hit_ms: amount("ms"), miss_ms: amount("ms") },
		unit: "ms",
		compute: (given) => given.hit_ratio * given.hit_ms + (1 - given.hit_ratio) * given.miss_ms,
		signs: "{hit_ratio} × {hit_ms} + (1 − {hit_ratio}) × {miss_ms}",
	}),
	cacheOriginQps: helper({
		title: "Requests a second that a cache lets through",
		inputs: { qps: amount("1/s"), hit_ratio: anyShare },
		unit: "1/s",
		compute: (given) => given.qps * (1 - given.hit_ratio),
		signs: "{qps} × (1 − {hit_ratio})",
	}),
	/** From an event to the moment when what it teaches is served. */
	staleness: helper({
		title: "Age of what a served model has learnt last",
		inputs: {
			ingest_interval_s: amount("s"),
			pipeline_s: amount("s"),
			training_s: amount("s"),
			validation_s: amount("s"),
			rollout_s: amount("s"),
		},
		unit: "s",
		compute: (given) =>
			given.ingest_interval_s + given.pipeline_s + given.training_s + given.validation_s + given.rollout_s,
		signs: "{ingest_interval_s} + {pipeline_s} + {training_s} + {validation_s} + {rollout_s}",
	}),
};
