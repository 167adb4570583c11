// The moments that a candidate keeps for herself, newest first; each leads to its place in the replay. Nobody else sees them.
import { formatClock } from "#components/ui/time.ts";
import { replayAddress } from "#core/replay-address.ts";
import type { SessionView } from "#core/view.ts";
import { shapesWords } from "./note-words.ts";
import { shortName } from "./progress.ts";
import "./notes.css";

type CandidateView = Extract<SessionView, { role: "candidate" }>;

interface KeptMomentsProps {
	view: Pick<CandidateView, "pins" | "startedAt" | "session">;
	/** goes there (replay); absent: each is a link to the replay */
	onSeek?(at: number, shapes: readonly string[]): void;
}

export function KeptMoments({ view, onSeek }: KeptMomentsProps) {
	if (view.pins.length === 0) return null;
	const zero = view.startedAt ?? 0;
	return (
		<section className="sec" aria-label="Moments you kept">
			<div className="sech">
				Moments you kept <span className="muted">{view.pins.length}, only you see them</span>
			</div>
			<ol className="keptlist">
				{view.pins.toReversed().map(({ id, at, segment, shapes }) => {
					const time = formatClock(at - zero);
					return (
						<li key={id}>
							{onSeek ? (
								<button
									type="button"
									className="linkish mono"
									onClick={() => onSeek(at, shapes)}
									aria-label={`Go to ${time}`}
								>
									{time}
								</button>
							) : (
								<a
									className="mono"
									href={replayAddress(view.session.id, { second: Math.trunc((at - zero) / 1_000), shapes })}
									target="_blank"
									rel="noopener noreferrer"
									aria-label={`Replay from ${time}, opens in a new tab`}
								>
									{time}
								</a>
							)}
							{segment && <span>{shortName(segment)}</span>}
							<span className="muted">{shapesWords(shapes)}</span>
						</li>
					);
				})}
			</ol>
		</section>
	);
}
