// The moments of a session as a list: when, what, in which step. A click goes there; the one last passed is highlighted
// and kept in sight. Kinds of moments can be left out, here and on the track. Driven by props.
import { type MouseEvent, memo, useEffect, useRef } from "react";
import { Tag } from "#components/ui/tag.tsx";
import { formatClock } from "#components/ui/time.ts";
import { isStepId, stepOf } from "#core/framework.ts";
import type { RecordingHeader } from "#core/recording.ts";
import type { Mark } from "#core/replay-outline.ts";
import { GROUP_WORDS, type MarkFilter, type MarkGroup } from "./mark-filter.ts";
import { markLook } from "./mark-look.ts";
import { secondOf } from "./place.ts";

interface MomentsProps {
	/** those that are looked at */
	marks: readonly Mark[];
	filter: MarkFilter;
	people: RecordingHeader["people"];
	zero: number;
	current: Mark | null;
	onSeek(mark: Mark): void;
	onFilter(group: MarkGroup): void;
}

export const Moments = memo(function Moments(props: MomentsProps) {
	const { marks, filter, people, zero, current, onSeek, onFilter } = props;
	const list = useRef<HTMLOListElement>(null);
	useEffect(() => {
		const row = current && list.current?.querySelector<HTMLElement>("[aria-current]");
		if (row) keepInSight(row);
	}, [current]);
	if (filter.counts.size === 0) {
		return <p className="sec t2">No moments yet. Steps, ticks, pauses and notes of the interviewer are listed here.</p>;
	}
	return (
		<>
			{filter.counts.size > 1 && <Filter filter={filter} onFilter={onFilter} />}
			{marks.length === 0 ? (
				<p className="sec t2">All kinds of moments are hidden.</p>
			) : (
				<ol ref={list} className="moments" aria-label="Moments">
					{marks.map((mark) => (
						<li key={`${mark.frame} ${mark.kind}`}>
							<MomentRow mark={mark} people={people} zero={zero} isCurrent={mark === current} onSeek={onSeek} />
						</li>
					))}
				</ol>
			)}
		</>
	);
});

function Filter({ filter, onFilter }: Pick<MomentsProps, "filter" | "onFilter">) {
	return (
		<fieldset className="markfilter">
			<legend className="vh">Moments shown here and on the track</legend>
			{[...filter.counts].map(([group, count]) => (
				<button
					key={group}
					type="button"
					className="chipbutton"
					aria-pressed={!filter.hidden.has(group)}
					onClick={() => onFilter(group)}
				>
					{GROUP_WORDS[group]} <span className="count">{count}</span>
				</button>
			))}
		</fieldset>
	);
}

const MomentRow = memo(function MomentRow({
	mark,
	people,
	zero,
	isCurrent,
	onSeek,
}: Pick<MomentsProps, "people" | "zero" | "onSeek"> & { mark: Mark; isCurrent: boolean }) {
	const look = markLook(mark, people);
	const step = mark.segment && isStepId(mark.segment) ? stepOf(mark.segment) : null;
	const go = (event: MouseEvent) => {
		if (event.metaKey || event.ctrlKey || event.shiftKey) return;
		event.preventDefault();
		onSeek(mark);
	};
	return (
		<a
			className="moment"
			href={`?t=${secondOf(mark.at, zero)}`}
			data-step={step?.id}
			aria-current={isCurrent ? "true" : undefined}
			onClick={go}
		>
			<span className="mono t2">{formatClock(mark.at - zero)}</span>
			<Tag tone={look.tone} icon={look.icon}>
				{look.label}
			</Tag>
			{step ? (
				<span className="st">
					{step.number} {step.short}
				</span>
			) : (
				<span />
			)}
			{look.text && <span className="text">{look.text}</span>}
		</a>
	);
});

/** Scrolls the list alone, never the page; what comes next is in sight, too. */
function keepInSight(row: HTMLElement): void {
	const box = row.closest<HTMLElement>(".scroll");
	if (!box) return;
	const above = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
	const below = above + row.offsetHeight - box.clientHeight;
	if (above < 0 || below > -row.offsetHeight) box.scrollTop += above - box.clientHeight / 3;
}
