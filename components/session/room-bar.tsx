// The bar over the room: what is asked, the clock of the session with its one button, saved or not, who is here, and
// the ways in and out.
import Link from "next/link";
import { SessionClock } from "#components/framework/session-clock.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { Mark } from "#components/ui/logo.tsx";
import { LEVEL_WORDS } from "#components/ui/words.ts";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { HandButton } from "./hands.tsx";
import { PeopleRow } from "./people-row.tsx";
import type { RoomClock } from "./room-clock.ts";
import { type MenuItem, RoomMenu } from "./room-menu.tsx";
import { roomTitle, safeMeetingUrl } from "./room-words.ts";
import { SaveState } from "./save-state.tsx";
import type { SaveLook } from "./save-words.ts";
import { Ticking } from "./ticking.tsx";
import type { Looking } from "./use-looking.ts";

interface RoomBarProps {
	view: SessionView;
	clock: RoomClock;
	save: SaveLook;
	panelOpen: boolean;
	/** what came while the panel was out of sight */
	fresh: number;
	/** null: this person has no links to give */
	onInvite: (() => void) | null;
	looking: Looking;
	onPeople(): void;
	onEnd(): void;
	onPanel(): void;
	onCommand(command: Command): void;
	menu: readonly MenuItem[];
}

export function RoomBar(props: RoomBarProps) {
	const { view, clock, save, panelOpen, fresh, onInvite, onPeople, onEnd, onPanel, onCommand, menu } = props;
	const meeting = safeMeetingUrl(view.session.meetingUrl);
	const title = roomTitle(view);
	const runs = view.phase === "running" || view.phase === "paused";
	return (
		<header className="bar" data-region="bar" tabIndex={-1}>
			<div className="left">
				<Link href="/" aria-label="Boardwalk, home" prefetch={false}>
					<Mark />
				</Link>
				<h1 className="hide-sm" title={title}>
					{title}
				</h1>
				<span className="tag hide-md">{LEVEL_WORDS[view.session.level]}</span>
			</div>
			<BarClock view={view} clock={clock} onCommand={onCommand} />
			<div className="right">
				<SaveState look={save} />
				<PeopleRow view={view} looking={props.looking} onPeople={onPeople} />
				<HandButton view={view} onCommand={onCommand} />
				{meeting && (
					<a className="btn sm hide-md" href={meeting} target="_blank" rel="noopener noreferrer">
						<Icon name="video" />
						Call
					</a>
				)}
				{onInvite && (
					<Button size="sm" icon="link" className="hide-md" onClick={onInvite}>
						Invite
					</Button>
				)}
				{view.mayLead && runs && (
					<Button size="sm" tone="danger" className="hide-sm" onClick={onEnd}>
						End
					</Button>
				)}
				<Button
					size="sm"
					tone="quiet"
					icon="panel"
					className="hide-sm panelbutton"
					label={panelOpen ? "Hide the panel" : fresh > 0 ? `Show the panel, ${fresh} new` : "Show the panel"}
					data-fresh={fresh > 0 ? fresh : undefined}
					aria-expanded={panelOpen}
					aria-keyshortcuts="\"
					onClick={onPanel}
				/>
				<RoomMenu items={menu} />
			</div>
		</header>
	);
}

function BarClock({ view, clock, onCommand }: Pick<RoomBarProps, "view" | "clock" | "onCommand">) {
	return (
		<Ticking clock={clock}>
			{(at) => (
				<SessionClock view={view} at={at}>
					{view.mayLead && view.phase === "running" && (
						<Button
							size="sm"
							className="hide-sm"
							icon="pause"
							label="Pause the session"
							onClick={() => onCommand({ type: "pause" })}
						/>
					)}
					{view.mayLead && view.phase === "paused" && (
						<Button
							size="sm"
							className="hide-sm"
							icon="play"
							label="Go on"
							onClick={() => onCommand({ type: "resume" })}
						/>
					)}
				</SessionClock>
			)}
		</Ticking>
	);
}
