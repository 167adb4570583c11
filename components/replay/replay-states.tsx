// What stands in place of a replay while there is none: laying out, nothing recorded, not allowed, unknown, no answer.
import { AppBar } from "#components/ui/app-bar.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Planks } from "#components/ui/planks.tsx";
import type { FailureReason } from "./replay-protocol.ts";

/** @param share 0 to 1; minutes is 0 while the recording is still on its way */
export function ReplayLoading({ minutes, share }: { minutes: number; share: number }) {
	const words =
		minutes > 0 ? `Laying out ${minutes} ${minutes === 1 ? "minute" : "minutes"}` : "Fetching the recording";
	return (
		<ReplayPage>
			<Planks progress={share} label={words} />
			<h1>
				{words}
				{minutes > 0 && ` · ${Math.round(share * 100)} %`}
			</h1>
		</ReplayPage>
	);
}

const FAILURE_WORDS: Record<FailureReason, { title: string; words: string; retry: boolean }> = {
	offline: {
		title: "The recording did not come",
		words: "The server does not answer. Check your connection and try again.",
		retry: true,
	},
	server: {
		title: "The recording did not come",
		words: "Something broke on our side. The recording itself is safe. Try again in a moment.",
		retry: true,
	},
	unreadable: {
		title: "The recording could not be read",
		words: "What came is no recording that this page understands. Reload the page; a new version may be out.",
		retry: true,
	},
	"signed-out": {
		title: "This browser is not in the session",
		words: "Open the replay in the browser with which you took part, or ask for a new link.",
		retry: false,
	},
	"not-allowed": {
		title: "This replay is not open to observers",
		words: "The interviewer decides whether observers may watch a session again.",
		retry: false,
	},
	unknown: {
		title: "We do not know this session",
		words: "It may have been deleted, or you were not part of it.",
		retry: false,
	},
};

export function ReplayFailed({ reason, onRetry }: { reason: FailureReason; onRetry(): void }) {
	const { title, words, retry } = FAILURE_WORDS[reason];
	return (
		<ReplayPage>
			<Planks look="broken" />
			<h1>{title}</h1>
			<p role="alert">{words}</p>
			<span className="row">
				{retry && (
					<Button tone="primary" onClick={onRetry}>
						Try again
					</Button>
				)}
				<LinkButton tone={retry ? "plain" : "primary"} href="/">
					Home
				</LinkButton>
			</span>
		</ReplayPage>
	);
}

export function ReplayEmpty({ sessionId, live }: { sessionId: string; live: boolean }) {
	return (
		<ReplayPage>
			<Planks look="ghost" />
			<h1>Nothing is recorded yet</h1>
			<p>
				{live
					? "As soon as somebody enters the room, it plays here by itself."
					: "Nobody entered this session before it was closed."}
			</p>
			<LinkButton tone="primary" href={live ? `/sessions/${sessionId}` : "/"}>
				{live ? "Open the room" : "Home"}
			</LinkButton>
		</ReplayPage>
	);
}

function ReplayPage({ children }: { children: React.ReactNode }) {
	return (
		<>
			<AppBar nav="none" />
			<main className="state-page">
				<div className="card state">{children}</div>
			</main>
		</>
	);
}
