// What stands in place of a room: while it opens, and when there is none for this person. Each says what happened and
// what to do next.
import { type ReactNode, useEffect, useState } from "react";
import { AppBar } from "#components/ui/app-bar.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Planks } from "#components/ui/planks.tsx";
import { CLOSE, type CloseReason } from "#core/protocol.ts";
import "./room.css";

const SLOW_MS = 6_000;

export function OpeningRoom() {
	const [slow, setSlow] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setSlow(true), SLOW_MS);
		return () => clearTimeout(timer);
	}, []);
	return (
		<StatePage>
			<div role="status" className="statewords">
				<h1>Opening the room</h1>
				<p>
					{slow ? "The server has not answered yet. This page keeps trying." : "Fetching the board and who is here."}
				</p>
			</div>
			{slow && (
				<p className="row">
					<Button onClick={() => window.location.reload()}>Reload</Button>
				</p>
			)}
		</StatePage>
	);
}

interface ClosedWords {
	title: string;
	words: string;
	reload?: boolean;
}

/** What is said when a session closes for somebody for good. `wasIn`: the room was open on this page before. */
export function closedWords(reason: CloseReason, options: { wasIn: boolean }): ClosedWords {
	switch (reason) {
		case "signedOut":
			return {
				title: "You are not signed in here",
				words: options.wasIn
					? "This browser is not known any more. Open the link you were sent again to come back."
					: "This browser is in no session. Open the link you were sent, or ask for one.",
			};
		case "notAllowed":
			return options.wasIn
				? {
						title: "You are no longer in this session",
						words:
							"An interviewer took you out, or your place moved to another device. Ask for a link if you should be here.",
					}
				: { title: "You are not part of this session", words: "Ask the person who made it for a link." };
		case "gone":
			return options.wasIn
				? { title: "This session was deleted", words: "Its board and its recording are gone." }
				: {
						title: "We do not know this session",
						words: "It does not exist, or you are not part of it. Ask the person who made it for a link.",
					};
		default:
			return { title: "The room is closed for this page", words: CLOSE[reason].words, reload: true };
	}
}

export function ClosedRoom({ reason, wasIn }: { reason: CloseReason; wasIn: boolean }) {
	const { title, words, reload } = closedWords(reason, { wasIn });
	return (
		<StatePage>
			<div role="alert" className="statewords">
				<h1>{title}</h1>
				<p>{words}</p>
			</div>
			<p className="row">
				{reload && (
					<Button tone="primary" onClick={() => window.location.reload()}>
						Reload
					</Button>
				)}
				<LinkButton href="/">My sessions</LinkButton>
			</p>
		</StatePage>
	);
}

export function OutdatedRoom() {
	return (
		<StatePage>
			<div role="alert" className="statewords">
				<h1>This page is older than the server</h1>
				<p>Boardwalk was renewed meanwhile. Reload to go on; what was saved is there.</p>
			</div>
			<Button tone="primary" onClick={() => window.location.reload()}>
				Reload
			</Button>
		</StatePage>
	);
}

function StatePage({ children }: { children: ReactNode }) {
	return (
		<>
			<AppBar nav="none" />
			<main className="state-page">
				<div className="card state">
					<Planks look="ghost" />
					{children}
				</div>
			</main>
		</>
	);
}
