// The part of a brief that belongs to the whole question and is only read: numbers, estimates, reference design as a list,
// features, metrics, anchors of the levels. Each folds, because all of it is long and any of it may be needed.
import { LEVEL_WORDS } from "#components/ui/words.ts";
import { LEVELS, type Level } from "#core/framework.ts";
import { estimateWords } from "#core/pack-estimates.ts";
import type { Brief } from "#core/question.ts";
import { Fold } from "./fold.tsx";

export function BriefFacts({ brief, level }: { brief: Brief; level: Level }) {
	return (
		<div className="facts">
			<Fold title="Numbers" count={Object.keys(brief.numbers).length}>
				<Numbers numbers={brief.numbers} />
			</Fold>
			<Fold title="Estimates" count={brief.estimates.length}>
				<dl className="pairs">
					{brief.estimates.map((estimate) => {
						const { working, result } = estimateWords(estimate, brief.numbers);
						return (
							<div key={estimate.name}>
								<dt>{estimate.name}</dt>
								<dd>
									<span className="mono">{working}</span>
									<br />
									{result}
								</dd>
							</div>
						);
					})}
				</dl>
			</Fold>
			<Fold title="Reference design" count={brief.reference_design.nodes.length}>
				<ReferenceDesign design={brief.reference_design} />
			</Fold>
			<Fold title="Features" count={brief.feature_table.length}>
				<dl className="pairs">
					{brief.feature_table.map((feature) => (
						<div key={`${feature.entity} ${feature.name}`}>
							<dt>
								{feature.entity}: {feature.name}
							</dt>
							<dd>
								{feature.freshness} · {feature.encoding}
							</dd>
						</div>
					))}
				</dl>
			</Fold>
			<Fold
				title="Metrics"
				count={brief.metrics.offline.length + brief.metrics.online.length + brief.metrics.guardrails.length}
			>
				<dl className="pairs">
					{(["offline", "online", "guardrails"] as const).map((kind) => (
						<div key={kind}>
							<dt>{{ offline: "Offline", online: "Online", guardrails: "Guardrails" }[kind]}</dt>
							<dd>{brief.metrics[kind].join(" · ")}</dd>
						</div>
					))}
				</dl>
			</Fold>
			<Fold title="What each level shows">
				<dl className="pairs">
					{LEVELS.map((each) => (
						<div key={each}>
							<dt>
								{LEVEL_WORDS[each]} {each === level && <span className="tag info">this session</span>}
							</dt>
							<dd>{brief.level_anchors[each]}</dd>
						</div>
					))}
				</dl>
			</Fold>
			{brief.sources && (
				<Fold title="Sources" count={brief.sources.length}>
					<ul className="lines">
						{brief.sources.map(({ title, address }) => (
							<li key={`${title} ${address}`}>
								{address ? (
									<a href={address} target="_blank" rel="noreferrer noopener">
										{title}
									</a>
								) : (
									title
								)}
							</li>
						))}
					</ul>
				</Fold>
			)}
			<p className="sec muted">Tags: {brief.tags.join(", ")}</p>
		</div>
	);
}

/** "latency_p99_ms" -> "latency p99 ms"; figures with thin groups. */
export function factWords(key: string, value: unknown): { name: string; text: string } {
	const text =
		typeof value === "number"
			? value.toLocaleString("en-GB", { maximumFractionDigits: 6 })
			: typeof value === "string"
				? value
				: JSON.stringify(value);
	return { name: key.replaceAll("_", " "), text };
}

function Numbers({ numbers }: { numbers: Brief["numbers"] }) {
	const { latency_budget_ms, ...others } = numbers;
	return (
		<>
			<dl className="figures">
				{Object.entries(others).map(([key, value]) => {
					const { name, text } = factWords(key, value);
					return (
						<div key={key}>
							<dt>{name}</dt>
							<dd className="mono">{text}</dd>
						</div>
					);
				})}
			</dl>
			<p className="m">Latency by hop</p>
			<dl className="figures">
				{latency_budget_ms.map((hop) => (
					<div key={hop.hop}>
						<dt>{hop.hop}</dt>
						<dd className="mono">{hop.ms} ms</dd>
					</div>
				))}
			</dl>
		</>
	);
}

function ReferenceDesign({ design }: { design: Brief["reference_design"] }) {
	const labels = new Map(design.nodes.map((node) => [node.id, node.label]));
	return (
		<ul className="lines">
			{design.nodes.map((node) => {
				const out = design.edges.filter((edge) => edge.from === node.id);
				return (
					<li key={node.id}>
						<span className="m">{node.label}</span>{" "}
						{out.length > 0 && (
							<span className="t2">
								→{" "}
								{out
									.map((edge) => `${labels.get(edge.to) ?? edge.to}${edge.label ? ` (${edge.label})` : ""}`)
									.join("; ")}
							</span>
						)}
					</li>
				);
			})}
		</ul>
	);
}
