// What a replay must say over its board: what could not be read or shown (without it a hole would look like an empty
// board), that nothing is drawn yet, and on a phone that this is the sample.
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { formatClock } from "#components/ui/time.ts";
import type { Laid } from "./replay-protocol.ts";

interface NoticesProps {
	laid: Laid;
	unreadable: number;
	records: number;
	onRetry(): void;
}

export function Notices({ laid, unreadable, records, onRetry }: NoticesProps) {
	const { brokenAt, skipped, outline } = laid;
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
			{skipped > 0 && (
				<p className="notice">
					{skipped === 1 ? "1 entry" : `${skipped} entries`} of the recording could not be read and
					{skipped === 1 ? " was" : " were"} left out.
				</p>
			)}
			{unreadable > 0 && (
				<p className="notice">{unreadable === 1 ? "1 object" : `${unreadable} objects`} could not be shown.</p>
			)}
			{records === 0 && brokenAt === null && <p className="notice">Nothing is drawn yet at this moment.</p>}
		</div>
	);
}
