// The answers that an interviewer gives when she is asked: shown with the first step, and folded among the facts of the whole
// question. One press puts question and answer on the candidate's screen. Private; driven by props.
import { Button } from "#components/ui/button.tsx";
import { aidsOver, type BriefDeeds, type BriefView } from "./brief-deeds.ts";
import { Done } from "./hint-ladder.tsx";
import { noteTime } from "./notes-list.tsx";

const IMPORTANCE_TAG = { must: "info", should: "line", could: "line" } as const;

interface ClarificationsProps {
	view: Pick<BriefView, "brief" | "clarified" | "phase" | "startedAt">;
	/** absent: they are only read */
	onAnswer?: BriefDeeds["answer"];
}

export function Clarifications({ view, onAnswer }: ClarificationsProps) {
	const over = onAnswer ? aidsOver(view) : null;
	return (
		<section className="sec">
			<h3 className="sech">
				Clarifications <span className="muted">answer when asked</span>
			</h3>
			{over && <p className="over t2">{over}</p>}
			<dl className="clarifications">
				{view.brief.clarifications.map((item, index) => {
					const no = index + 1;
					const given = view.clarified.find((clarified) => clarified.no === no);
					return (
						<div key={item.q}>
							<dt>
								<span>{item.q}</span>{" "}
								<span className={`tag ${IMPORTANCE_TAG[item.importance]}`}>{item.importance}</span>
							</dt>
							<dd className="withdeed">
								<span>{item.a}</span>
								{given ? (
									<Done words={`Answered at ${noteTime(given, view.startedAt)}`} />
								) : (
									onAnswer &&
									view.phase !== "lobby" && (
										<Button size="sm" disabled={over !== null} label={`Answer: ${item.q}`} onClick={() => onAnswer(no)}>
											Answer
										</Button>
									)
								)}
							</dd>
						</div>
					);
				})}
			</dl>
		</section>
	);
}
