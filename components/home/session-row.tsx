"use client";
import Link from "next/link";
import { Button, LinkButton } from "#components/ui/button.tsx";
import type { IconName } from "#components/ui/icons.tsx";
import { Person } from "#components/ui/person.tsx";
import { Tag, type TagProps } from "#components/ui/tag.tsx";
import { formatClock, formatWhen } from "#components/ui/time.ts";
import { Walk } from "#components/ui/walk.tsx";
import { familyWords, PHASE_WORDS } from "#components/ui/words.ts";
// One session of the list: what was asked, with whom, its walk, when, its state, and the way in. What the caller may not
// know yet stands as the family of the question.
import { STEP_IDS } from "#core/framework.ts";
import type { SessionSummary } from "#core/protocol.ts";
import type { Phase } from "#core/session.ts";

const LOOK: Record<Phase, { tone: TagProps["tone"]; icon?: IconName }> = {
	lobby: { tone: "line" },
	running: { tone: "ok", icon: "record" },
	paused: { tone: "warn", icon: "pause" },
	debrief: { tone: "info" },
	ended: { tone: undefined },
};

/** What a session is called in the list and in questions about it. */
export function sessionName(session: SessionSummary): string {
	return session.title ?? session.question ?? `${familyWords(session.family)} question`;
}

export interface SessionRowProps {
	session: SessionSummary;
	now: Date;
	onRemove(session: SessionSummary): void;
}

export function SessionRow({ session, now, onRemove }: SessionRowProps) {
	const { id, phase, walk } = session;
	const name = sessionName(session);
	const walkedMs = Object.values(walk).reduce((sum, ms) => sum + ms, 0);
	const stepMs = STEP_IDS.reduce((sum, step) => sum + (walk[step] ?? 0), 0);
	const room = `/sessions/${id}`;
	const replay = `${room}/replay`;
	const started = session.startedAt !== null;
	const when = new Date(Date.parse(session.createdAt) + (session.startedAt ?? 0));
	const over = phase === "ended" && session.mayReplay;
	return (
		<tr>
			<td className="what">
				<Link href={over ? replay : room} className="qn" prefetch={false}>
					{name}
				</Link>
				<span className="muted">
					{session.kind === "solo" ? "on your own, " : ""}as {session.role}
				</span>
			</td>
			<td className="kind">{session.kind === "led" ? "Led" : "Solo"}</td>
			<td className="with">
				<People session={session} />
			</td>
			<td className="wk">
				<Walk minutes={session.minutes} activeMs={walk} />
			</td>
			<td className="when">
				<span className="nw">{formatWhen(when, now)}</span>
				<span className="mono muted">{stepMs > 0 || started ? formatClock(walkedMs) : `${session.minutes} min`}</span>
			</td>
			<td className="st">
				<Tag {...LOOK[phase]}>{PHASE_WORDS[phase]}</Tag>
			</td>
			<td className="act">
				<span className="row">
					{session.report !== "none" && (
						<LinkButton
							size="sm"
							tone={session.report === "published" ? "plain" : "quiet"}
							icon="note"
							href={`${room}/report`}
							label={`Report of ${name}${session.report === "waiting" ? ", not published yet" : ""}`}
						>
							Report
						</LinkButton>
					)}
					{over ? (
						<LinkButton size="sm" icon="play" href={replay} label={`Replay ${name}`}>
							Replay
						</LinkButton>
					) : (
						<>
							{started && session.mayReplay && (
								<LinkButton size="sm" tone="quiet" icon="play" href={replay} label={`Replay ${name} so far`} />
							)}
							<LinkButton size="sm" href={room} label={`Open ${name}`}>
								Open
							</LinkButton>
						</>
					)}
					<Button
						size="sm"
						tone="quiet"
						icon="trash"
						label={session.creator ? `Delete ${name}` : `Take ${name} off my list`}
						onClick={() => onRemove(session)}
					/>
				</span>
			</td>
		</tr>
	);
}

function People({ session }: { session: SessionSummary }) {
	const [first, ...others] = session.people;
	if (!first) return <span className="muted">{session.kind === "solo" ? "nobody else" : "nobody has joined yet"}</span>;
	return (
		<span className="row">
			<Person name={first.name} role={first.role} named />
			<span className="cut" title={`${first.name}, ${first.role}`}>
				{first.name}
			</span>
			{others.length > 0 && (
				<span className="muted nw" title={others.map((person) => `${person.name}, ${person.role}`).join("\n")}>
					<span aria-hidden="true">+{others.length}</span>
					<span className="vh">and {others.length} more</span>
				</span>
			)}
		</span>
	);
}
