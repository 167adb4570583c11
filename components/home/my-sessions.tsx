"use client";
import { useRef, useState } from "react";
import { callApi } from "#components/api.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { STEP_IDS } from "#core/framework.ts";
// The list of one's sessions with its empty, loading and error states, and the question before one is removed.
import type { SessionSummary } from "#core/protocol.ts";
import { SessionRow, sessionName } from "./session-row.tsx";
import { useSessions } from "./use-sessions.ts";

const COLUMNS = ["Question", "Kind", "With", "Walk", "When", "State"];

export function MySessions({ guest }: { guest: boolean }) {
	const { list, reload, showMore, forget } = useSessions({ guest });
	const [removing, setRemoving] = useState<SessionSummary | null>(null);
	const heading = useRef<HTMLHeadingElement>(null);
	const gone = (session: SessionSummary) => {
		forget(session.id);
		setRemoving(null);
		// The button that asked is gone with its row.
		requestAnimationFrame(() => heading.current?.focus());
	};
	return (
		<section className="wrap sessions" aria-labelledby="my-sessions">
			<h2 id="my-sessions" ref={heading} tabIndex={-1}>
				My sessions
			</h2>
			{list.state === "loading" && <Loading />}
			{list.state === "failed" && (
				<div className="card empty" role="alert">
					<div className="grow">
						<h3>Your sessions could not be loaded</h3>
						<p className="t2">{list.message}</p>
					</div>
					<Button onClick={reload}>Try again</Button>
				</div>
			)}
			{list.state === "ready" && list.sessions.length === 0 && <Empty />}
			{list.state === "ready" && list.sessions.length > 0 && (
				<>
					<Table sessions={list.sessions} onRemove={setRemoving} />
					{list.next !== null && (
						<p className="more">
							<Button busy={list.more === "loading"} busyLabel="Loading…" onClick={showMore}>
								Show more
							</Button>
							{typeof list.more === "object" && <span role="alert">{list.more.failed}</span>}
						</p>
					)}
				</>
			)}
			{removing && <Remove session={removing} onClose={() => setRemoving(null)} onGone={gone} />}
		</section>
	);
}

function Table({
	sessions,
	onRemove,
}: {
	sessions: readonly SessionSummary[];
	onRemove(session: SessionSummary): void;
}) {
	const now = new Date();
	return (
		<div className="card listbox">
			<table className="list">
				<caption className="vh">My sessions, newest first</caption>
				<thead>
					<tr>
						{COLUMNS.map((column) => (
							<th key={column} scope="col" className={`col-${column.toLowerCase()}`}>
								{column}
							</th>
						))}
						<th scope="col">
							<span className="vh">Actions</span>
						</th>
					</tr>
				</thead>
				<tbody>
					{sessions.map((session) => (
						<SessionRow key={session.id} session={session} now={now} onRemove={onRemove} />
					))}
				</tbody>
			</table>
		</div>
	);
}

/** Heights of the ghost planks' tops, px: the same S as in the mark. */
const GHOST_TOPS = [12, 7, 3, 2, 5, 9, 12];

function Empty() {
	return (
		<div className="card empty">
			<div className="ghost" aria-hidden="true">
				{STEP_IDS.map((id, index) => (
					<i key={id} data-step={id} style={{ marginTop: GHOST_TOPS[index] }} />
				))}
			</div>
			<div>
				<h3>No sessions yet</h3>
				<p className="t2">Each interview you hold is listed here with its walk through the seven steps.</p>
			</div>
		</div>
	);
}

function Loading() {
	return (
		<div className="card empty loading" role="status">
			<span className="vh">Loading your sessions</span>
			<div className="grow" aria-hidden="true">
				<p className="skeleton">Question</p>
				<p className="skeleton short">with whom</p>
			</div>
		</div>
	);
}

interface RemoveProps {
	session: SessionSummary;
	onClose(): void;
	onGone(session: SessionSummary): void;
}

function Remove({ session, onClose, onGone }: RemoveProps) {
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const say = useToast();
	const remove = async () => {
		setBusy(true);
		setProblem(null);
		const answer = await callApi(`/api/sessions/${session.id}`, { method: "DELETE" });
		if (answer.ok || answer.status === 404) {
			say(session.creator ? "Session deleted." : "Taken off your list.");
			onGone(session);
			return;
		}
		setBusy(false);
		setProblem(answer.message);
	};
	const name = sessionName(session);
	const words = session.creator
		? `Board, clock, notes and replay of “${name}” are deleted for everyone who was in it. This cannot be undone.`
		: `“${name}” leaves your list. It stays with the others, and you can no longer replay it.`;
	return (
		<ConfirmDialog
			open
			onOpenChange={(open) => {
				if (!open && !busy) onClose();
			}}
			title={session.creator ? "Delete this session?" : "Take it off your list?"}
			words={words}
			confirm={session.creator ? "Delete for everyone" : "Take it off"}
			cancel="Keep it"
			tone={session.creator ? "danger" : "primary"}
			busy={busy}
			busyLabel={session.creator ? "Deleting…" : "Taking it off…"}
			problem={problem}
			onConfirm={remove}
		/>
	);
}
