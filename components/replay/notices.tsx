// What a replay must say over its board: what could not be read or shown (without it a hole would look like an empty
// board), that nothing is drawn yet, and on a phone that this is the sample. What has been read can be put away.
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { formatClock } from "#components/ui/time.ts";
import type { Laid } from "./replay-protocol.ts";
import { skipWords } from "./skip-words.ts";

interface NoticesProps {
	laid: Laid;
	unreadable: number;
	records: number;
	onRetry(): void;
}

export function Notices({ laid, unreadable, records, onRetry }: NoticesProps) {
	const { brokenAt, skips, outline } = laid;
	const [read, setRead] = useState<ReadonlySet<string>>(new Set());
	const putAway = (words: string) => setRead((before) => new Set([...before, words]));
	const words = [...skipWords(skips), ...unreadableWords(unreadable)].filter((sentence) => !read.has(sentence));
	return (
		<div className="notices" role="status">
			{laid.header.you.participantId === null && (
				<p className="notice phone">
					This is a sample. <Link href="/">Start your own</Link>
				</p>
			)}
			{brokenAt !== null && (
				<p className="notice warn">
					<span>
						The recording could not be read from {formatClock(brokenAt - outline.zero)} on. You see everything before
						it.
					</span>
					<Button size="sm" onClick={onRetry}>
						Try again
					</Button>
				</p>
			)}
			{words.map((sentence) => (
				<Dismissible key={sentence} onDismiss={() => putAway(sentence)}>
					{sentence}
				</Dismissible>
			))}
			{records === 0 && brokenAt === null && <p className="notice">Nothing is drawn yet at this moment.</p>}
		</div>
	);
}

function Dismissible({ children, onDismiss }: { children: ReactNode; onDismiss(): void }) {
	return (
		<p className="notice">
			<span>{children}</span>
			<Button size="sm" tone="quiet" icon="cross" label="Put this notice away" onClick={onDismiss} />
		</p>
	);
}

function unreadableWords(count: number): string[] {
	if (count === 0) return [];
	return [`${count === 1 ? "1 object" : `${count} objects`} could not be shown.`];
}
