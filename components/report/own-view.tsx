// What the candidate saw herself: her words, her best moment and the one to do again, beside what the interviewers gave; and for her alone
// the moments that she kept.
import { firstName } from "#components/ui/words.ts";
import type { FullReport } from "#core/report.ts";
import { MomentButton } from "./moment-links.tsx";
import { Item } from "./take-along.tsx";

export function OwnView({ report }: { report: FullReport }) {
	const { self, kept, reader, candidate, session } = report;
	const hers = reader === "candidate" ? kept : [];
	const hasSelf = self !== null && (self.items.length > 0 || (self.summary !== "" && session.kind !== "solo"));
	if (!hasSelf && hers.length === 0) return null;
	const name = reader === "candidate" ? "you" : firstName(candidate?.name ?? "the candidate");
	return (
		<section aria-labelledby="own-view">
			<h2 id="own-view">How {name} saw it</h2>
			{hasSelf && session.kind !== "solo" && self.summary !== "" && <p className="sumup said">{self.summary}</p>}
			{hasSelf && (
				<div className="fbs">
					{self.items.map((item) => (
						<Item key={`${item.kind} ${item.no}`} report={report} item={item} author={null} />
					))}
				</div>
			)}
			{hers.length > 0 && (
				<div className="kept">
					<h3>Moments you kept</h3>
					<p className="lk">
						{hers.map((moment) => (
							<MomentButton key={moment.id} report={report} moment={moment} />
						))}
					</p>
				</div>
			)}
		</section>
	);
}
