// The answers that an interviewer gives when she is asked: shown with the first step, and folded among the facts of the whole
// question. Private; driven by props.
import type { Brief } from "#core/question.ts";

const IMPORTANCE_TAG = { must: "info", should: "line", could: "line" } as const;

export function Clarifications({ brief }: { brief: Brief }) {
	return (
		<section className="sec">
			<h3 className="sech">
				Clarifications <span className="muted">answer when asked</span>
			</h3>
			<dl className="clarifications">
				{brief.clarifications.map((item) => (
					<div key={item.q}>
						<dt>
							<span>{item.q}</span> <span className={`tag ${IMPORTANCE_TAG[item.importance]}`}>{item.importance}</span>
						</dt>
						<dd>{item.a}</dd>
					</div>
				))}
			</dl>
		</section>
	);
}
