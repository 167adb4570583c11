// The bar of a replay: what, when, with whom, and the link to this moment.
import Link from "next/link";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Mark } from "#components/ui/logo.tsx";
import { Person } from "#components/ui/person.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { ThemeToggle } from "#components/ui/theme.tsx";
import { formatClock, formatWhen } from "#components/ui/time.ts";
import type { RecordingHeader } from "#core/recording.ts";

interface ReplayBarProps {
	header: RecordingHeader;
	title: string;
	/** as it is read, counted from second 0 */
	nowMs: number;
	live: "edge" | "behind" | "lost" | null;
	panelOpen: boolean;
	onCopy(): void;
	onPanel(): void;
}

const LEVEL_WORDS: Record<RecordingHeader["facts"]["level"], string> = { mid: "Mid", senior: "Senior", staff: "Staff" };

export function ReplayBar({ header, title, nowMs, live, panelOpen, onCopy, onPanel }: ReplayBarProps) {
	const [now] = useState(() => new Date());
	const seated = header.people.filter((person) => person.role !== "observer");
	const when = formatWhen(new Date(header.facts.createdAt), now);
	const isSample = header.you.participantId === null;
	const copy = `Copy link at ${formatClock(nowMs)}`;
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
					<Tag tone={live === "lost" ? "warn" : "ok"} icon="record">
						{live === "lost" ? "No connection" : "Live"}
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
			<span className="phone mono">{formatClock(nowMs)}</span>
			<div className="right">
				<span className="people hide-sm">
					{seated.map((person) => (
						<Person key={person.id} name={person.name} role={person.role} />
					))}
				</span>
				<Button size="sm" className="hide-sm" icon="link" onClick={onCopy}>
					{copy}
				</Button>
				<Button size="sm" className="phone" tone="quiet" icon="link" label={copy} onClick={onCopy} />
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
}
