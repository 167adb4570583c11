"use client";
// The report that the page shows. Fetched when the page opens, when it comes back to the front, and when somebody asks; what is shown
// stays until something else has come. A refusal is a state with its words.
import { useCallback, useEffect, useState } from "react";
import { callApi, NO_ANSWER } from "#components/api.ts";
import { type Report, reportSchema } from "#core/report.ts";

export type Reading =
	| { readonly state: "loading" }
	| { readonly state: "refused"; readonly why: "signed-out" | "not-allowed" | "unknown"; readonly words: string }
	| { readonly state: "failed"; readonly words: string; readonly trying: boolean }
	| { readonly state: "ready"; readonly report: Report };

const REFUSALS: Record<number, "signed-out" | "not-allowed" | "unknown"> = {
	401: "signed-out",
	403: "not-allowed",
	404: "unknown",
};

export function useReport(sessionId: string): { reading: Reading; reload(): void } {
	const [reading, setReading] = useState<Reading>({ state: "loading" });
	const [round, setRound] = useState(0);
	const reload = useCallback(() => {
		setReading((now) => (now.state === "failed" ? { ...now, trying: true } : now));
		setRound((count) => count + 1);
	}, []);

	// biome-ignore lint/correctness/useExhaustiveDependencies: each round asks again
	useEffect(() => {
		const stop = new AbortController();
		const path = `/api/sessions/${encodeURIComponent(sessionId)}/report`;
		callApi(path, { schema: reportSchema, signal: stop.signal }).then(
			(answer) => {
				if (stop.signal.aborted) return;
				setReading((now): Reading => {
					if (answer.ok) return { state: "ready", report: answer.value };
					const why = REFUSALS[answer.status];
					if (why) return { state: "refused", why, words: answer.message };
					// what is shown is better than nothing while the line is down
					if (now.state === "ready" && answer.status === NO_ANSWER) return now;
					return { state: "failed", words: answer.message, trying: false };
				});
			},
			() => {
				// aborted: nobody waits for it any more
			},
		);
		return () => stop.abort();
	}, [sessionId, round]);

	useEffect(() => {
		const back = () => {
			if (document.visibilityState === "visible") reload();
		};
		document.addEventListener("visibilitychange", back);
		return () => document.removeEventListener("visibilitychange", back);
	}, [reload]);

	return { reading, reload };
}
