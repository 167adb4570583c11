// A moment as a line: when, in which step, and its words, as text.
import { shortName } from "#components/framework/progress.ts";
import type { MomentChoice } from "./moments.ts";

export function MomentWords({ moment }: { moment: MomentChoice }) {
	return (
		<>
			<span className="mono when">{moment.time}</span>
			<span className="what">
				<span className="notetext">{moment.text ?? "Pinned moment"}</span>
				<span className="muted notemeta">
					{moment.tags.map(({ tone, words }) => (
						<span key={words} className={`tag ${tone}`}>
							{words}
						</span>
					))}
					{moment.segment && <span>{shortName(moment.segment)}</span>}
				</span>
			</span>
		</>
	);
}
