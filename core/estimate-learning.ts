// Helpers for data and quality: rows and shares, calibration, what a rare class does to precision, drift, and experiments.
import { amount, anyShare, helper, positive, roundUp, someShare } from "./estimate-helper.ts";

/** α = 5 % on two sides and 80 % power: 2 × (1.96 + 0.84)² ≈ 16 (Lehr's rule). */
const LEHR = 16;
/** Shares of 0 have no logarithm. */
const LEAST_BIN_SHARE = 1e-4;
/** Shares that people rounded do not add up to 1 exactly. */
const BIN_SUM_SLACK = 0.02;

const innerShare = { unit: "share", above: 0, below: 1 } as const;
const rareClass = { base_rate: anyShare, recall: anyShare, false_positive_rate: anyShare } as const;

export const learningHelpers = {
	trainingRows: helper({
		title: "Training rows after sampling negatives",
		inputs: { positives: amount("count"), keep_rate: anyShare, negatives: amount("count") },
		unit: "rows",
		compute: (given) => given.positives + given.keep_rate * given.negatives,
		signs: "{positives} + {keep_rate} × {negatives}",
	}),
	/** Undoes what keeping a share w of the negatives did to a probability (He et al. 2014, section 6.3): q = p / (p + (1 − p)/w). */
	recalibrate: helper({
		title: "Probability before negatives were sampled",
		inputs: { probability: { unit: "probability", min: 0, max: 1 }, keep_rate: someShare },
		unit: "probability",
		compute: ({ probability, keep_rate }) => probability / (probability + (1 - probability) / keep_rate),
		signs: "{probability} / ({probability} + (1 − {probability}) / {keep_rate})",
	}),
	/** Log loss in nats over that of always saying the base rate (He et al. 2014, section 2): below 1 something was learnt. */
	normalisedEntropy: helper({
		title: "Log loss against the base rate's",
		inputs: { log_loss: amount("number"), base_rate: innerShare },
		unit: "ratio",
		compute: ({ log_loss, base_rate: rate }) => log_loss / -(rate * Math.log(rate) + (1 - rate) * Math.log1p(-rate)),
		signs: "{log_loss} / −({base_rate} ln {base_rate} + (1 − {base_rate}) ln (1 − {base_rate}))",
	}),
	flaggedShare: helper({
		title: "Share of all that is flagged",
		inputs: rareClass,
		unit: "share",
		compute: flagged,
		signs: "{base_rate} × {recall} + (1 − {base_rate}) × {false_positive_rate}",
	}),
	/** Bayes' rule: of what is flagged, the share that is what was looked for. */
	precisionAtBaseRate: helper({
		title: "Precision at a base rate",
		inputs: rareClass,
		unit: "share",
		compute: (given) => (given.base_rate * given.recall) / flagged(given),
		signs: "{base_rate} × {recall} / ({base_rate} × {recall} + (1 − {base_rate}) × {false_positive_rate})",
		disagreement: (given) => (flagged(given) > 0 ? null : "nothing is flagged, so that there is no precision"),
	}),
	/** Each stage measured on what the one before let through. Measured apart, the smallest is only an upper bound. */
	funnelRecall: helper({
		title: "Recall of a funnel",
		inputs: { stage_recalls: { ...anyShare, list: true } },
		unit: "share",
		compute: (given) => given.stage_recalls.reduce((product, each) => product * each, 1),
		signs: "{stage_recalls}",
		joint: " × ",
	}),
	/** Population stability index, Σ (a − e) ln(a / e) over bins: below 0.10 stable, above 0.25 shifted. */
	psi: helper({
		title: "Population stability index",
		inputs: { actual_shares: { ...anyShare, list: true }, expected_shares: { ...anyShare, list: true } },
		unit: "index",
		compute: (given) =>
			given.actual_shares.reduce((sum, share, bin) => {
				const actual = Math.max(share, LEAST_BIN_SHARE);
				const expected = Math.max(given.expected_shares[bin] ?? 0, LEAST_BIN_SHARE);
				return sum + (actual - expected) * Math.log(actual / expected);
			}, 0),
		signs: "Σ (a − e) ln (a / e), a = {actual_shares}, e = {expected_shares}",
		disagreement: ({ actual_shares, expected_shares }) => {
			if (actual_shares.length !== expected_shares.length) {
				return "actual_shares and expected_shares must have the same number of bins";
			}
			if (!addUp(actual_shares)) return "actual_shares must add up to 1";
			return addUp(expected_shares) ? null : "expected_shares must add up to 1";
		},
	}),
	abSampleSize: helper({
		title: "Sample size of an experiment",
		inputs: { variance: amount("number"), smallest_effect: positive("number") },
		unit: "units per arm",
		compute: (given) => (LEHR * given.variance) / given.smallest_effect ** 2,
		signs: "16 × {variance} / {smallest_effect}²",
	}),
	/** A proportion p has the variance p(1 − p); the smallest effect is p times the relative one. */
	abSampleSizeProportion: helper({
		title: "Sample size of an experiment on a rate",
		inputs: { base_rate: someShare, relative_effect: positive("share") },
		unit: "units per arm",
		compute: ({ base_rate: rate, relative_effect }) => (LEHR * rate * (1 - rate)) / (rate * relative_effect) ** 2,
		signs: "16 × {base_rate} × (1 − {base_rate}) / ({base_rate} × {relative_effect})²",
	}),
	/** How much longer a test must be because units of one user resemble each other (Kish): 1 + (m − 1) × ICC. */
	designEffect: helper({
		title: "Design effect of units that belong together",
		inputs: { units_per_user: { unit: "count", min: 1 }, icc: { unit: "ratio", min: 0, max: 1 } },
		unit: "factor",
		compute: (given) => 1 + (given.units_per_user - 1) * given.icc,
		signs: "1 + ({units_per_user} − 1) × {icc}",
	}),
	/** The share is that of all arms together. At least min_days, then up to whole weeks, because weekdays differ. */
	abDuration: helper({
		title: "Duration of an experiment",
		inputs: {
			arms: { unit: "count", min: 1 },
			units_per_arm: amount("count"),
			design_effect: { unit: "factor", min: 1, default: 1 },
			eligible_per_day: positive("1/day"),
			share: someShare,
			min_days: { unit: "days", min: 0, default: 14 },
		},
		unit: "days",
		compute: (given) => {
			const units = given.arms * given.units_per_arm * given.design_effect;
			const days = units / (given.eligible_per_day * given.share);
			return roundUp(Math.max(days, given.min_days) / 7) * 7;
		},
		signs: (given) => {
			const effect = given.design_effect === 1 ? "" : " × {design_effect}";
			const units = `{arms} × {units_per_arm}${effect}`;
			return `${units} / ({eligible_per_day} × {share}), at least {min_days}, in whole weeks`;
		},
	}),
	portion: helper({
		title: "Part of a whole",
		inputs: { total: amount("number"), share: anyShare },
		unit: "number",
		compute: (given) => given.total * given.share,
		signs: "{total} × {share}",
	}),
	/** For what no other helper says. */
	product: helper({
		title: "Product",
		inputs: { factors: { unit: "number", list: true } },
		unit: "number",
		compute: (given) => given.factors.reduce((product, each) => product * each, 1),
		signs: "{factors}",
		joint: " × ",
	}),
};

function flagged(given: { base_rate: number; recall: number; false_positive_rate: number }): number {
	return given.base_rate * given.recall + (1 - given.base_rate) * given.false_positive_rate;
}

function addUp(shares: readonly number[]): boolean {
	return Math.abs(shares.reduce((sum, each) => sum + each, 0) - 1) <= BIN_SUM_SLACK;
}
