// Helpers for money: what training, serving and labels cost, and what a shown ad is worth. In whatever currency goes in.
import { amount, anyShare, helper, positive, someShare } from "./estimate-helper.ts";

export const moneyHelpers = {
	trainingCost: helper({
		title: "Cost of a training",
		inputs: { device_hours: amount("h"), price_per_hour: amount("currency/h") },
		unit: "currency",
		compute: (given) => given.device_hours * given.price_per_hour,
		signs: "{device_hours} × {price_per_hour}",
	}),
	fleetCost: helper({
		title: "Cost of machines over a time",
		inputs: { devices: amount("count"), hours: amount("h"), price_per_hour: amount("currency/h") },
		unit: "currency",
		compute: (given) => given.devices * given.hours * given.price_per_hour,
		signs: "{devices} × {hours} × {price_per_hour}",
	}),
	costPerThousandPredictions: helper({
		title: "Cost of a thousand predictions",
		inputs: { price_per_hour: amount("currency/h"), qps_per_replica: positive("1/s"), utilisation: someShare },
		unit: "currency",
		compute: (given) => (given.price_per_hour / (given.qps_per_replica * given.utilisation * 3600)) * 1000,
		signs: "{price_per_hour} / ({qps_per_replica} × {utilisation} × 3,600 s/h) × 1,000",
	}),
	/** The overhead of quality assurance is a share of the labels' price: 0.2 for every fifth label again. */
	labelingCost: helper({
		title: "Cost of labels",
		inputs: {
			items: amount("count"),
			labels_per_item: amount("count"),
			price_per_label: amount("currency"),
			qa_overhead: amount("share"),
		},
		unit: "currency",
		compute: (given) => given.items * given.labels_per_item * given.price_per_label * (1 + given.qa_overhead),
		signs: "{items} × {labels_per_item} × {price_per_label} × (1 + {qa_overhead})",
	}),
	/** Of one impression: a click's bid × pCTR, or a conversion's bid × pCTR × pCVR. */
	expectedValue: helper({
		title: "Expected value of showing an ad",
		inputs: { bid: amount("currency"), p_click: anyShare, p_conversion: { ...anyShare, default: 1 } },
		unit: "currency",
		compute: (given) => given.bid * given.p_click * given.p_conversion,
		signs: (given) => (given.p_conversion === 1 ? "{bid} × {p_click}" : "{bid} × {p_click} × {p_conversion}"),
	}),
	/** Ranks an ad; the price that is paid may be lower. */
	ecpm: helper({
		title: "Expected value of a thousand impressions",
		inputs: { value: amount("currency") },
		unit: "currency per 1,000",
		compute: (given) => given.value * 1000,
		signs: "{value} × 1,000",
	}),
};
