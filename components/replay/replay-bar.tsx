// The bar of a replay: what, when, with whom, and the link to this moment.
import Link from "next/link";
import { memo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Mark } from "#components/ui/logo.tsx";
import { Person } from "#components/ui/person.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { ThemeToggle } from "#components/ui/theme.tsx";
import { formatClock, formatWhen } from "#components/ui/time.ts";
import type { RecordingHeader } from "#core/recording.ts";
import type { Player } from "./player.ts";
import { liveStateOf } from "./player-snapshot.ts";
import { usePlayer, useSecond } from "./use-player.ts";

interface ReplayBarProps {
	header: RecordingHeader;
	title: string;
	player: Player;
	/** second 0, ms since the session was created */
	zero: number;
	panelOpen: boolean;
	onCopy(): void;
	onPanel(): void;
}

const LIVE_LOOK = {
	edge: { tone: "ok", words: "Live" },
	behind: { tone: "line", words: "Behind live" },
	lost: { tone: "warn", words: "No connection" },
} as const;

const LEVEL_WORDS: Record<RecordingHeader["facts"]["level"], string> = { mid: "Mid", senior: "Senior", staff: "Staff" };

export const ReplayBar = memo(function ReplayBar(props: ReplayBarProps) {
	const { header, title, player, zero, panelOpen, onCopy, onPanel } = props;
	const [now] = useState(() => new Date());
	const seated = header.people.filter((person) => person.role !== "observer");
	const when = formatWhen(new Date(header.facts.createdAt), now);
	const isSample = header.you.participantId === null;
	const live = usePlayer(player, liveStateOf);
	return (
		<header className="bar" data-region="bar" tabIndex={-1}>
			<div className="left">
				<Link href="/" aria-label="Home">
					<Mark />
				</Link>
				<h1 title={title}>{title}</h1>
				<span className="hide-md">
					<Tag>{LEVEL_WORDS[header.facts.level]}</Tag>
				</span>
				<Tag tone="info" icon="play">
					Replay
				</Tag>
				{live !== null && (
					<Tag tone={LIVE_LOOK[live].tone} icon="record">
						{LIVE_LOOK[live].words}
					</Tag>
				)}
			</div>
			<span className="t2 hide-sm nw when">
				{isSample ? (
					<>
						This is a sample. <Link href="/">Start your own</Link>
					</>
				) : (
					`${when}${seated.length > 0 ? `, ${seated.map((person) => person.name).join(" and ")}` : ""}`
				)}
			</span>
			<div className="right">
				<span className="people hide-sm">
					{seated.map((person) => (
						<Person key={person.id} name={person.name} role={person.role} />
					))}
				</span>
				<CopyLink player={player} zero={zero} onCopy={onCopy} />
				<ThemeToggle className="sm" />
				<Button
					size="sm"
					className="hide-sm"
					tone="quiet"
					icon="panel"
					label={panelOpen ? "Hide the panel" : "Show the panel"}
					aria-expanded={panelOpen}
					onClick={onPanel}
				/>
			</div>
		</header>
	);
});

/** Names the moment that its link leads to. */
function CopyLink({ player, zero, onCopy }: Pick<ReplayBarProps, "player" | "zero" | "onCopy">) {
	const second = useSecond(player, zero);
	const words = `Copy link at ${formatClock(second * 1_000)}`;
	return (
		<>
			<Button size="sm" className="hide-sm copylink" icon="link" onClick={onCopy}>
				{words}
			</Button>
			<Button size="sm" className="phone" tone="quiet" icon="link" label={words} onClick={onCopy} />
		</>
	);
}
