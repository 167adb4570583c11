"use client";
// What a candidate says to each item of her report. Seen at once, sent over a line to the session that opens with the first answer;
// what the server refuses is taken back and said.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { SessionConnection } from "#components/session/session-connection.ts";
import { useToast } from "#components/ui/toast.tsx";
import type { ReportItem } from "#core/report.ts";
import { type Answer, itemKey } from "#core/review.ts";

export interface AnswerItems {
	of(item: ReportItem): Answer | null;
	give(item: ReportItem, answer: Answer): void;
}

export function keyOf(item: ReportItem): string {
	return itemKey(item.author, item);
}

/** @param items as the server knows them; what was answered here since stands above them */
export function useAnswers(sessionId: string, items: readonly ReportItem[]): AnswerItems {
	const [given, setGiven] = useState<Readonly<Record<string, Answer | null>>>({});
	const line = useRef<{ connection: SessionConnection; close(): void } | null>(null);
	const say = useToast();
	useEffect(
		() => () => {
			line.current?.close();
			line.current = null;
		},
		[],
	);
	const give = useCallback(
		async (item: ReportItem, answer: Answer) => {
			const key = keyOf(item);
			setGiven((before) => ({ ...before, [key]: answer }));
			if (!line.current) {
				const connection = new SessionConnection({ sessionId });
				line.current = { connection, close: connection.open() };
			}
			const { connection } = line.current;
			await whenThere(connection);
			const { author, kind, no } = item;
			const result = await connection.send({ type: "answer-item", author, kind, no, answer });
			if ("ok" in result) return;
			setGiven((before) => (before[key] === answer ? { ...before, [key]: item.answer } : before));
			say(result.message);
		},
		[sessionId, say],
	);
	return useMemo(
		() => ({
			of: (item) => given[keyOf(item)] ?? items.find((other) => keyOf(other) === keyOf(item))?.answer ?? null,
			give: (item, answer) => void give(item, answer),
		}),
		[given, items, give],
	);
}

const THERE_MS = 8_000;

/** Waits until the line is up or known not to come; what is sent then is answered either way. */
async function whenThere(connection: SessionConnection): Promise<void> {
	const isKnown = () => connection.snapshot().state !== "connecting";
	if (isKnown()) return;
	await new Promise<void>((done) => {
		const timer = setTimeout(finish, THERE_MS);
		const stop = connection.subscribe(() => {
			if (isKnown()) finish();
		});
		function finish() {
			clearTimeout(timer);
			stop();
			done();
		}
	});
}
