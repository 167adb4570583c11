// What the candidate was given, in the public part of the panel: the newest first, the earlier ones behind a press. On a phone a few
// lines are seen until more is asked for, so that the prompts stay in sight. Driven by props, in the room and in a replay.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon, type IconName } from "#components/ui/icons.tsx";
import { stepOf } from "#core/framework.ts";
import { type GivenItem, type GivenView, givenOf } from "./given.ts";
import { noteTime } from "./notes-list.tsx";
import "./brief.css";

const ICONS: Record<GivenItem["kind"], IconName> = { answer: "check", hint: "hint", twist: "twist", guidance: "eye" };

export function GivenList({ view }: { view: GivenView }) {
	const [all, setAll] = useState(false);
	const items = givenOf(view);
	if (items.length === 0) return null;
	const title = view.role === "candidate" ? "Given to you" : "Given to the candidate";
	const earlier = items.length - 1;
	return (
		<section className="sec given" aria-label={title}>
			<div className="sech">
				{title} <span className="muted">{items.length}</span>
				<span className="grow" />
				<Button
					size="sm"
					tone="quiet"
					className={earlier === 0 ? "phone" : undefined}
					aria-expanded={all}
					onClick={() => setAll(!all)}
				>
					{all ? "Less" : earlier > 0 ? `${earlier} earlier` : "All of it"}
					<Icon name={all ? "chevron-up" : "chevron-down"} />
				</Button>
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the list scrolls in itself, and only what has the focus can be scrolled by keys */}
			<ol tabIndex={0} className={all ? "whole" : undefined} aria-label={`${title}, newest first`}>
				{(all ? items : items.slice(0, 1)).map((item) => (
					<li key={item.key}>
						<p className="givenhead">
							<span className="tag info">
								<Icon name={ICONS[item.kind]} />
								{item.name}
							</span>
							{item.step && <span className="muted">{stepOf(item.step).short}</span>}
							<span className="grow" />
							<span className="mono t2">{noteTime(item, view.startedAt)}</span>
						</p>
						{item.asked && <p className="t2">{item.asked}</p>}
						{item.text && <p>{item.text}</p>}
						{item.kind === "twist" && <p className="muted">A change is no sign of a mistake.</p>}
						{item.parts.map(({ title: part, lines }) => (
							<div key={part}>
								<p className="m">{part}</p>
								<ul className="lines">
									{lines.map((line) => (
										<li key={line}>{line}</li>
									))}
								</ul>
							</div>
						))}
					</li>
				))}
			</ol>
		</section>
	);
}
