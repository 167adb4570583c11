// The red thread: seven cells from the goal to the alert and the six links between them, as interviewers judged them. A broken link
// stands out by its place, its word and its colour.
import { Tag } from "#components/ui/tag.tsx";
import { redThread, THREAD_CELLS, THREAD_LINK_IDS } from "#core/red-thread.ts";
import type { FullReport } from "#core/report.ts";

export function ThreadCard({ report }: { report: FullReport }) {
	const { cells, links } = report.thread;
	const { judged, holds } = redThread(links);
	if (judged === 0 && Object.keys(cells).length === 0) return null;
	return (
		<section className="card pad" aria-label="Red thread">
			<h2>Red thread</h2>
			<p className="t2">
				{judged === 0
					? "No link was judged."
					: `${holds} of 6 links hold${judged < 6 ? `; ${judged} were judged` : ""}.`}
			</p>
			<ol className="thread">
				{THREAD_CELLS.map(({ id, name }, index) => {
					const before = THREAD_LINK_IDS[index - 1];
					const link = before && links[before];
					return (
						<li key={id} className={link}>
							<span className="muted">{name}</span>
							<b className="said">{cells[id] ?? "–"}</b>
							{link === "broken" && (
								<Tag tone="danger" icon="cross">
									broken
								</Tag>
							)}
							{link === "holds" && <span className="vh">holds</span>}
						</li>
					);
				})}
			</ol>
		</section>
	);
}
