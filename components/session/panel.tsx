// The panel: rail and pane. Which pane depends on the role; what is shown while no clock runs is the viewer's choice.
// On a phone the rail is a strip elsewhere and the pane is a sheet that its handle closes.
import { type PointerEvent, type Ref, useRef } from "react";
import { BriefPane } from "#components/framework/brief.tsx";
import { GivenList } from "#components/framework/given-list.tsx";
import { GuidanceOffer } from "#components/framework/guidance-offer.tsx";
import { KeptMoments } from "#components/framework/kept-moments.tsx";
import { NotesList } from "#components/framework/notes-list.tsx";
import { PaceLine } from "#components/framework/pace-line.tsx";
import { shortName } from "#components/framework/progress.ts";
import { Prompts } from "#components/framework/prompts.tsx";
import { QuestionCard } from "#components/framework/question-card.tsx";
import { Rail } from "#components/framework/rail.tsx";
import { StepHead } from "#components/framework/step-head.tsx";
import { useScoring } from "#components/review/use-scoring.ts";
import { Button } from "#components/ui/button.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { formatClock } from "#components/ui/time.ts";
import { useToast } from "#components/ui/toast.tsx";
import { NOT_LOADED, useLater } from "#components/ui/use-later.ts";
import { isStepId, type SegmentId, type StepId } from "#core/framework.ts";
import type { CommandAnswer } from "#core/protocol.ts";
import type { Command } from "#core/session.ts";
import { totalActiveMs } from "#core/session-clock.ts";
import type { InterviewerView, SessionView } from "#core/view.ts";
import { ChatComposer, ChatSection } from "./chat.tsx";
import { hasChat } from "./chat-words.ts";
import { RaisedHands } from "./hands.tsx";
import { NoteField } from "./note-composer.tsx";
import { noteAsTyped } from "./note-text.ts";
import { OwnScores } from "./own-scores.tsx";
import { PhaseCard } from "./phase-card.tsx";
import type { RoomClock } from "./room-clock.ts";
import { SeatRequests } from "./seat-requests.tsx";
import { SettingsCard, SettingsLine } from "./settings-fields.tsx";
import { showTab } from "./show-tab.ts";
import { Ticking } from "./ticking.tsx";
import { useBriefDeeds } from "./use-brief-deeds.ts";
import type { ChatRead } from "./use-chat-read.ts";
import "./talk.css";

export interface PanelProps {
	view: SessionView;
	clock: RoomClock;
	folded: boolean;
	narrow: boolean;
	/** the segment that is shown: the present one, or what was chosen while no clock runs */
	shown: SegmentId;
	/** goes there, or looks at it; absent: the steps are text */
	onGoTo?(segment: SegmentId): void;
	/** persistent words about the board, such as objects that could not be shown */
	notices: readonly string[];
	waitedLink: string | null;
	noteRef: Ref<HTMLTextAreaElement>;
	/** the open tab of an interviewer's pane */
	tab: string;
	onTab(tab: string): void;
	read: ChatRead;
	/** @returns whether the server carried it out */
	onCommand(command: Command): Promise<boolean>;
	/** the same, with the answer to whoever says it in place */
	onAsk(command: Command): Promise<CommandAnswer>;
	/** the line to the server is down */
	offline: boolean;
	/** pins this moment; null where there is none to pin */
	onPin: (() => void) | null;
	/** ids of shapes that were touched in the last half minute: a note takes them along */
	touched(): string[];
	onEnd(): void;
	onFold(): void;
	/** null while there is no board to picture */
	onPictures: (() => void) | null;
}

export function Panel(props: PanelProps) {
	const { view, clock, folded, shown, onGoTo, onFold, narrow } = props;
	return (
		<aside
			className={folded ? (narrow ? "panel closed" : "panel folded") : "panel"}
			aria-label="Interview panel"
			data-region="panel"
			tabIndex={-1}
		>
			{!narrow && <Ticking clock={clock}>{(at) => <Rail view={view} at={at} onGoTo={onGoTo} shown={shown} />}</Ticking>}
			<div className="pane">
				{narrow && <SheetHandle onClose={onFold} />}
				{view.role === "interviewer" ? <InterviewerPane {...props} view={view} /> : <CandidatePane {...props} />}
			</div>
		</aside>
	);
}

const DRAG_TO_CLOSE_PX = 60;

function SheetHandle({ onClose }: { onClose(): void }) {
	const from = useRef<number | null>(null);
	return (
		<button
			type="button"
			className="sheet-handle"
			aria-label="Close the panel"
			onClick={onClose}
			onPointerDown={(event: PointerEvent<HTMLButtonElement>) => {
				from.current = event.clientY;
				event.currentTarget.setPointerCapture(event.pointerId);
			}}
			onPointerMove={(event) => {
				if (from.current !== null && event.clientY - from.current > DRAG_TO_CLOSE_PX) {
					from.current = null;
					onClose();
				}
			}}
			onPointerUp={() => {
				from.current = null;
			}}
		/>
	);
}

/** The step whose prompts are shown: intro leads into the first, wrap looks back on the last. */
export function promptStep(shown: SegmentId): StepId {
	if (isStepId(shown)) return shown;
	return shown === "intro" ? "clarify" : "monitor";
}

function clockIsOn(view: SessionView): boolean {
	return view.phase === "running" || view.phase === "paused";
}

/** Asks and warnings stay in sight; while the clock runs so does the step. */
function PaneHead(props: PanelProps) {
	const { view, notices, onCommand } = props;
	return (
		<>
			{view.role === "interviewer" && <SeatRequests sessionId={view.session.id} requests={view.seatRequests} />}
			{view.role === "interviewer" && <RaisedHands view={view} onCommand={(command) => void onCommand(command)} />}
			<div role="status" aria-label="About the board">
				{notices.map((words) => (
					<p key={words} className="notice warn">
						{words}
					</p>
				))}
			</div>
			{clockIsOn(view) && <PaneStep {...props} />}
		</>
	);
}

function PaneStep({ view, clock, shown, onGoTo, onCommand, onPin, onEnd }: PanelProps) {
	const leads = view.mayLead && clockIsOn(view);
	return (
		<Ticking clock={clock}>
			{(at) => (
				<>
					<StepHead
						view={view}
						at={at}
						shown={shown}
						onGoTo={leads ? onGoTo : undefined}
						onAddMinute={leads ? (segment) => void onCommand({ type: "add-minute", segment }) : undefined}
						onEnd={leads ? onEnd : undefined}
						onDeepDive={
							leads && isStepId(shown)
								? (begin) =>
										void onCommand(begin ? { type: "begin-deep-dive", segment: shown } : { type: "end-deep-dive" })
								: undefined
						}
						// an interviewer's stands beside the field for notes
						onPin={view.role === "candidate" ? (onPin ?? undefined) : undefined}
					/>
					<PaceLine view={view} at={at} />
				</>
			)}
		</Ticking>
	);
}

function PanePhase({ clock, ...props }: PanelProps & { onScore?(): void }) {
	return (
		<Ticking clock={clock}>
			{(at) => (
				<>
					<PhaseCard {...props} at={at} />
					{props.view.phase === "lobby" && <SettingsCard view={props.view} onCommand={props.onCommand} />}
				</>
			)}
		</Ticking>
	);
}

function tickOf({ view, onCommand }: Pick<PanelProps, "view" | "onCommand">) {
	const open = view.phase === "running" || view.phase === "paused" || view.phase === "debrief";
	if (view.role === "observer" || !open) return undefined;
	return (promptId: string, ticked: boolean) => void onCommand({ type: "tick", promptId, ticked });
}

function CandidatePane(props: PanelProps) {
	const { view, clock, shown, read, onCommand } = props;
	const talks = hasChat(view);
	const early = view.segment === null || view.segment === "intro" || view.segment === "clarify";
	const onTick = tickOf(props);
	return (
		<>
			<PaneHead {...props} />
			<div className="scroll">
				<PanePhase {...props} />
				<OwnScores {...props} />
				{view.question && <QuestionCard question={view.question} open={early} />}
				{view.phase !== "lobby" && <SettingsLine view={view} />}
				{!clockIsOn(view) && <PaneStep {...props} />}
				<GivenList view={view} />
				<Prompts view={view} step={promptStep(shown)} onTick={onTick} />
				<Ticking clock={clock}>
					{(at) => (
						<GuidanceOffer
							view={view}
							at={at}
							step={promptStep(shown)}
							onAsk={(step) => void onCommand({ type: "ask-guidance", step })}
						/>
					)}
				</Ticking>
				{view.role === "candidate" && <KeptMoments view={view} />}
				{talks && <ChatSection view={view} read={read} />}
			</div>
			{talks && (
				<div className="composer open">
					<ChatComposer view={view} onCommand={onCommand} />
				</div>
			)}
		</>
	);
}

const fetchScorePane = () => import("#components/review/score-pane.tsx").then((module) => module.ScorePane);

function InterviewerPane(props: PanelProps & { view: InterviewerView }) {
	const { view, clock, shown, narrow, noteRef, tab, onTab, read, touched, onPin, onCommand } = props;
	const scoring = useScoring({ view, offline: props.offline, ask: props.onAsk });
	const say = useToast();
	const ScorePane = useLater(tab === "score", fetchScorePane, () => {
		onTab("brief");
		say(NOT_LOADED);
	});
	const pane = useRef<HTMLDivElement>(null);
	const deeds = useBriefDeeds(onCommand);
	const onTick = tickOf(props);
	const prompts = <Prompts view={view} step={promptStep(shown)} onTick={onTick} />;
	// the brief is what is read before the start, so the prompts step aside; on a phone they always do
	const promptsTab = narrow || !clockIsOn(view);
	const where = view.segment ? `, in ${shortName(view.segment).toLowerCase()}` : ", in the lobby";
	return (
		<>
			<PaneHead {...props} />
			<div className="scroll" ref={pane}>
				<PanePhase
					{...props}
					onScore={() => {
						onTab("score");
						showTab(pane.current);
					}}
				/>
				{!clockIsOn(view) && <PaneStep {...props} />}
				{!promptsTab && prompts}
				<Tabs
					label="Panel"
					value={tab === "prompts" && !promptsTab ? "brief" : tab}
					onValueChange={onTab}
					className="panetabs"
					contentClassName="private tabpane"
					items={[
						...(promptsTab
							? [{ id: "prompts", label: "Prompts", content: <div className="public">{prompts}</div> }]
							: []),
						{
							id: "brief",
							label: "Brief",
							content: <BriefPane view={view} segment={shown} deeds={deeds} />,
						},
						{
							id: "notes",
							label: "Notes",
							count: view.notes.length,
							content: (
								<NotesList
									view={view}
									me={view.you}
									onShare={
										view.publishedAt === null
											? (noteId, shared) => void onCommand({ type: "share-note", noteId, shared })
											: undefined
									}
									renderEditor={(note, done) => (
										<NoteField
											label="Change the note"
											initial={noteAsTyped(note)}
											autoFocus
											onLeave={done}
											onSave={async (typed) => {
												const saved = await onCommand({ type: "edit-note", noteId: note.id, ...typed });
												if (saved) done();
												return saved;
											}}
										/>
									)}
								/>
							),
						},
						{
							id: "score",
							label: "Score",
							count: scoring.count,
							content: ScorePane ? <ScorePane view={view} scoring={scoring} /> : <p className="sec t2">Loading</p>,
						},
						{
							id: "chat",
							label: "Chat",
							count: read.unread > 0 ? read.unread : undefined,
							fresh: true,
							className: "tabpane",
							content: <ChatSection view={view} read={read} />,
						},
					]}
				/>
			</div>
			{/* one field at a time: what is meant for the notes must not go into the chat */}
			<div className="composer open" hidden={tab !== "chat"}>
				<ChatComposer view={view} onCommand={onCommand} />
			</div>
			<div className="composer withpin" hidden={tab === "chat"}>
				<Ticking clock={clock}>
					{(at) => (
						<NoteField
							keys
							fieldRef={noteRef}
							label={`Note at ${formatClock(totalActiveMs(view, at))}${where}`}
							onLeave={() => {}}
							onSave={(typed) => onCommand({ type: "add-note", ...typed, shapes: touched() })}
						/>
					)}
				</Ticking>
				{onPin && <Button icon="pin" label="Pin this moment" aria-keyshortcuts="P" onClick={onPin} />}
			</div>
		</>
	);
}
