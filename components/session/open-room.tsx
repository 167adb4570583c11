// A room that is open: bar, board, rail and pane, the dialogs over them and the keys. It composes; each part is driven
// by the view and says what it wants by a command.
import dynamic from "next/dynamic";
import { useCallback, useMemo, useRef, useState } from "react";
import { segmentBeside } from "#components/framework/progress.ts";
import { Strip } from "#components/framework/strip.tsx";
import { ConfirmDialog } from "#components/ui/dialog.tsx";
import { fileTime } from "#components/ui/save-file.ts";
import { useTheme } from "#components/ui/theme.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { NOT_LOADED, useLater } from "#components/ui/use-later.ts";
import type { SegmentId } from "#core/framework.ts";
import type { SessionView } from "#core/view.ts";
import { AreasOffer } from "./areas-offer.tsx";
import { BoardNotice } from "./board-notice.tsx";
import { useJoinSound } from "./join-sound.ts";
import { Panel } from "./panel.tsx";
import { RoomBar } from "./room-bar.tsx";
import type { RoomDialog } from "./room-dialogs.tsx";
import type { RoomKey } from "./room-keys.ts";
import { roomMenuItems } from "./room-menu-items.ts";
import { roomTitle, tabTitle } from "./room-words.ts";
import { OTHER_TAB_WORDS, quarantineWords, WARNING_WORDS } from "./save-words.ts";
import { useSessionActions } from "./session-actions.ts";
import type { SessionConnection } from "./session-connection.ts";
import { Ticking } from "./ticking.tsx";
import { TitleBadge } from "./title-badge.tsx";
import { useArrivals } from "./use-arrivals.ts";
import { useBoard } from "./use-board.ts";
import { useChatRead } from "./use-chat-read.ts";
import { useGiven } from "./use-given.ts";
import { openInvite, useInvites } from "./use-invites.ts";
import { useLooking } from "./use-looking.ts";
import { useNarrow } from "./use-narrow.ts";
import { useNews } from "./use-news.ts";
import { useOtherTab } from "./use-other-tab.ts";
import { usePin } from "./use-pin.ts";
import { focusRegion, useRoomKeys } from "./use-room-keys.ts";
import { useSaveLook } from "./use-save-look.ts";
import "./room.css";

const LiveBoard = dynamic(() => import("#components/board/live-board.tsx").then((module) => module.LiveBoard), {
	ssr: false,
	loading: () => <div className="boardwait" role="status" aria-label="The board is loading" />,
});

const fetchDialogs = () => import("./room-dialogs.tsx").then((module) => module.RoomDialogs);

type Over = RoomDialog | "end" | null;

export interface OpenRoomProps {
	view: SessionView;
	connection: Pick<SessionConnection, "clock" | "send">;
	/** since when the session's line is down, null while it is up */
	lostSinceMs: number | null;
	licenseKey: string | null;
}

export function OpenRoom({ view, connection, lostSinceMs, licenseKey }: OpenRoomProps) {
	const narrow = useNarrow();
	const clockIsOn = view.phase === "running" || view.phase === "paused";
	const { theme, toggle: toggleTheme } = useTheme();
	const say = useToast();
	const { run, ask } = useSessionActions(connection);
	const invites = useInvites(view.session.id);
	const save = useSaveLook(lostSinceMs, view.mayDraw);
	const board = useBoard(view);
	const looking = useLooking();
	const [over, setOver] = useState<Over>(null);
	// null: as the screen and the phase suggest; a phone shows the board unless there is something to do first
	const [panelChoice, setPanelChoice] = useState<boolean | null>(null);
	const panelOpen = panelChoice ?? (!narrow || !clockIsOn);
	const [looked, setLooked] = useState<SegmentId | null>(null);
	const [quarantined, setQuarantined] = useState(0);
	const [tab, setTab] = useState("brief");
	const read = useChatRead(view);
	const said = useNews(view);
	const noteRef = useRef<HTMLTextAreaElement>(null);
	const rootRef = useRef<HTMLDivElement>(null);
	const sound = useJoinSound();
	const given = useGiven(view, panelOpen);
	const fresh = given.fresh + (panelOpen ? 0 : read.unread);
	useArrivals(view, panelOpen ? null : () => setPanelChoice(true), sound.play);

	const otherTab = useOtherTab(view.session.id);
	const alone = view.people.every((person) => !person.here || person.id === view.you);
	const notices = [
		...view.warnings.map((warning) => WARNING_WORDS[warning]),
		...(quarantined > 0 ? [quarantineWords(quarantined)] : []),
		...(otherTab && alone ? [OTHER_TAB_WORDS] : []),
	];

	const shown: SegmentId = (clockIsOn ? view.segment : (looked ?? view.segment)) ?? "clarify";
	const goTo = useCallback((segment: SegmentId) => void run({ type: "go-to", segment }), [run]);
	// while the clock runs a step is a deed of who leads; before and after it is a look for everybody
	const onGoTo = clockIsOn ? (view.mayLead ? goTo : undefined) : setLooked;

	const { handle } = board;
	const touched = useCallback(() => handle?.touched() ?? [], [handle]);
	const pin = usePin({ view, clock: connection.clock, run, touched });

	function onKey(key: RoomKey): boolean {
		switch (key) {
			case "help":
				setOver("help");
				return true;
			case "panel":
				setPanelChoice(!panelOpen);
				return true;
			case "note":
				if (view.role !== "interviewer") return false;
				setPanelChoice(true);
				// the field of the chat stands in its place
				if (tab === "chat") setTab("notes");
				// the field exists in a folded panel, too, but takes the focus only once it is shown
				requestAnimationFrame(() => noteRef.current?.focus());
				return true;
			case "pin":
				if (!pin) return false;
				pin();
				return true;
			case "next":
			case "back": {
				if (!view.mayLead || !clockIsOn) return false;
				const beside = segmentBeside(view, key === "next" ? 1 : -1);
				if (beside) goTo(beside);
				return true;
			}
			case "region-next":
			case "region-back":
				if (rootRef.current) focusRegion(rootRef.current, key === "region-next" ? 1 : -1);
				return true;
		}
	}
	useRoomKeys(onKey);

	const dialog = over === "end" ? null : over;
	const RoomDialogs = useLater(dialog !== null, fetchDialogs, () => {
		setOver(null);
		say(NOT_LOADED);
	});

	const mayInvite = invites.invites.state === "ready" && view.phase !== "ended";
	const onInvite = mayInvite ? () => setOver("invite") : null;
	const wanted = view.role === "interviewer" ? "candidate" : "interviewer";
	const myName = view.people.find((person) => person.id === view.you)?.name ?? "";
	// the board keeps its identity by this object
	const me = useMemo(() => ({ id: view.you, name: myName, role: view.role }), [view.you, myName, view.role]);
	return (
		<div className={`room ${panelOpen ? "" : "panel-closed"}`} ref={rootRef}>
			<TitleBadge view={view} clock={connection.clock} title={tabTitle(roomTitle(view))} />
			<RoomBar
				view={view}
				clock={connection.clock}
				save={save.look}
				panelOpen={panelOpen}
				fresh={fresh}
				onInvite={onInvite}
				looking={looking}
				onPeople={() => setOver("people")}
				onEnd={() => setOver("end")}
				onPanel={() => setPanelChoice(!panelOpen)}
				onCommand={(command) => void run(command)}
				menu={roomMenuItems({
					view,
					narrow,
					theme,
					panelOpen,
					board,
					run: (command) => void run(command),
					onInvite,
					onOver: setOver,
					onTheme: toggleTheme,
					sound: sound.on,
					onSound: sound.toggle,
					onPanel: () => setPanelChoice(!panelOpen),
				})}
			/>
			{narrow && (
				<Ticking clock={connection.clock}>
					{(at) => (
						<Strip
							view={view}
							at={at}
							shown={shown}
							open={panelOpen}
							fresh={fresh}
							onToggle={() => setPanelChoice(!panelOpen)}
							onGoTo={onGoTo}
						/>
					)}
				</Ticking>
			)}
			<main className="stage" data-region="board" tabIndex={-1}>
				<LiveBoard
					sessionId={view.session.id}
					me={me}
					mayDraw={view.mayDraw}
					nearlyFull={view.warnings.includes("board-nearly-full")}
					licenseKey={licenseKey}
					theme={theme}
					people={view.people}
					onSync={save.onSync}
					onRefused={save.onRefused}
					onQuarantine={setQuarantined}
					onNotice={say}
					onBoard={board.onBoard}
					onTogether={looking.onTogether}
					onLayout={board.onLayout}
					over={<AreasOffer view={view} board={board} />}
				/>
				<div className="overboard" role="status">
					<BoardNotice save={save} />
				</div>
			</main>
			{/* outside the panel, which is hidden while it is folded */}
			<span className="vh" role="status" aria-label="Given">
				{given.said}
			</span>
			<span className="vh" role="status" aria-label="Chat news">
				{said}
			</span>
			<Panel
				view={view}
				clock={connection.clock}
				folded={!panelOpen}
				narrow={narrow}
				shown={shown}
				onGoTo={onGoTo}
				notices={notices}
				waitedLink={openInvite(invites.invites, wanted, Date.now())?.url ?? null}
				noteRef={noteRef}
				tab={tab}
				onTab={setTab}
				read={read}
				onCommand={run}
				onAsk={ask}
				offline={lostSinceMs !== null}
				onPin={pin}
				touched={touched}
				onEnd={() => setOver("end")}
				onFold={() => setPanelChoice(false)}
				onPictures={board.handle ? () => setOver("pictures") : null}
			/>
			{RoomDialogs && (
				<RoomDialogs
					over={dialog}
					onOver={setOver}
					view={view}
					invites={invites}
					looking={looking}
					pictures={{
						board: board.handle,
						title: roomTitle(view),
						moment: () => fileTime(new Date()),
						words: "As the board is now, for everything on it or for one area.",
						theme,
					}}
					onInvite={onInvite}
					onCommand={run}
				/>
			)}
			<ConfirmDialog
				open={over === "end"}
				onOpenChange={(open) => setOver(open ? "end" : null)}
				title="End the interview?"
				words={
					view.role === "interviewer"
						? "The clocks stop. You can still draw, write notes and score until you close it."
						: "The clocks stop. You can still draw until you close it."
				}
				confirm="End"
				cancel="Keep going"
				tone="danger"
				onConfirm={() => {
					setOver(null);
					void run({ type: "end" });
				}}
			/>
		</div>
	);
}
