// The panel of a replay: the same rail, head, prompts, brief and notes as in the room, as they were at the moment that is
// shown, and the list of moments. Read-only; a plank or a moment leads to its place.
import { memo, useState } from "react";
import { BriefPane } from "#components/framework/brief.tsx";
import { ChatList } from "#components/framework/chat-list.tsx";
import { GivenList } from "#components/framework/given-list.tsx";
import { KeptMoments } from "#components/framework/kept-moments.tsx";
import { NotesList } from "#components/framework/notes-list.tsx";
import { Prompts } from "#components/framework/prompts.tsx";
import { QuestionCard } from "#components/framework/question-card.tsx";
import { Rail } from "#components/framework/rail.tsx";
import { settingsLine } from "#components/framework/settings-words.ts";
import { StepHead } from "#components/framework/step-head.tsx";
import { type TabItem, Tabs } from "#components/ui/tabs.tsx";
import { isStepId, planOf, type SegmentId } from "#core/framework.ts";
import type { RecordingHeader } from "#core/recording.ts";
import type { Mark } from "#core/replay-outline.ts";
import type { SessionView } from "#core/view.ts";
import type { MarkFilter, MarkGroup } from "./mark-filter.ts";
import { Moments } from "./moments.tsx";

interface ReplayPanelProps {
	view: SessionView;
	/** as the recording names them: the same from moment to moment, as those of the view are not */
	people: RecordingHeader["people"];
	/** the moment that is shown, to the second */
	at: number;
	/** those that are looked at */
	marks: readonly Mark[];
	filter: MarkFilter;
	zero: number;
	current: Mark | null;
	onSeek(at: number, shapes?: readonly string[]): void;
	onMark(mark: Mark): void;
	onStep(segment: SegmentId): void;
	onFilter(group: MarkGroup): void;
}

export const ReplayPanel = memo(function ReplayPanel(props: ReplayPanelProps) {
	const { view, at, marks, zero, current } = props;
	const [tab, setTab] = useState("moments");
	const shown = view.segment ?? planOf(view.session.minutes)[0]?.id ?? "clarify";
	const settings = settingsLine(view.settings);
	const items: TabItem[] = [
		{
			id: "moments",
			label: "Moments",
			count: marks.length,
			content: (
				<Moments
					marks={marks}
					filter={props.filter}
					people={props.people}
					zero={zero}
					current={current}
					onSeek={props.onMark}
					onFilter={props.onFilter}
				/>
			),
		},
		{
			id: "prompts",
			label: "Prompts",
			content: (
				<>
					{view.question && <QuestionCard question={view.question} open={view.phase === "lobby"} />}
					{settings && <p className="sec t2">{settings}</p>}
					<GivenList view={view} />
					{view.role === "candidate" && <KeptMoments view={view} onSeek={props.onSeek} />}
					<Prompts view={view} step={isStepId(shown) ? shown : "clarify"} />
				</>
			),
		},
	];
	if (view.role === "interviewer") {
		const { notes } = view;
		items.push({
			id: "brief",
			label: "Brief",
			content: <BriefPane view={view} segment={view.segment} />,
		});
		items.push({
			id: "notes",
			label: "Notes",
			count: notes.length,
			content: (
				<div className="private">
					<NotesList
						view={view}
						me={view.you}
						onSeek={props.onSeek}
						currentId={current?.kind === "note" ? current.noteId : current?.kind === "pin" ? current.pinId : null}
					/>
				</div>
			),
		});
	}
	items.push({
		id: "chat",
		label: "Chat",
		count: view.chat.length > 0 ? view.chat.length : undefined,
		content: (
			<section className="sec" aria-label="Chat">
				{view.chat.length > 0 ? (
					<ChatList view={view} onSeek={props.onSeek} />
				) : (
					<p className="t2">Nothing was said up to this moment.</p>
				)}
			</section>
		),
	});
	return (
		<>
			<Rail view={view} at={at} onGoTo={props.onStep} />
			<div className="pane">
				<StepHead view={view} at={at} shown={shown} />
				<Tabs
					label="Panel"
					className="panetabs"
					contentClassName="scroll"
					items={items}
					value={items.some((item) => item.id === tab) ? tab : "moments"}
					onValueChange={setTab}
				/>
			</div>
		</>
	);
});
