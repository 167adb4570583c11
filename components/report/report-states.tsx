// What stands in place of a report while there is none: on its way, not over yet, not for this reader, unknown, no answer.
import type { ReactNode } from "react";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Planks } from "#components/ui/planks.tsx";

export function ReportLoading() {
	return (
		<main className="wrap rep" aria-busy="true">
			<p className="vh" role="status">
				Fetching the report
			</p>
			<div aria-hidden="true" className="repwait">
				<p className="skeleton">With whom and when</p>
				<p className="skeleton big">What was asked</p>
				<p className="skeleton">How it went</p>
			</div>
		</main>
	);
}

export function ReportNotOver({ sessionId, onLookAgain }: { sessionId: string; onLookAgain(): void }) {
	return (
		<StatePage look="ghost" title="The interview is not over yet">
			<p>There is a report once it has ended and was scored.</p>
			<span className="row">
				<LinkButton tone="primary" href={`/sessions/${sessionId}`}>
					Open the room
				</LinkButton>
				<Button onClick={onLookAgain}>Look again</Button>
			</span>
		</StatePage>
	);
}

const REFUSED = {
	"signed-out": {
		title: "This browser is not in the session",
		words: "Open the report in the browser with which you took part, or ask for a new link.",
	},
	"not-allowed": { title: "This report is not for observers", words: null },
	unknown: { title: "We do not know this session", words: "It may have been deleted, or you were not part of it." },
} as const;

export function ReportRefused({ why, words }: { why: keyof typeof REFUSED; words: string }) {
	return (
		<StatePage look="ghost" title={REFUSED[why].title}>
			<p>{REFUSED[why].words ?? words}</p>
			<LinkButton tone="primary" href="/">
				Home
			</LinkButton>
		</StatePage>
	);
}

export function ReportFailed({ words, trying, onRetry }: { words: string; trying: boolean; onRetry(): void }) {
	return (
		<StatePage look="broken" title="The report did not come">
			<p role="alert">{words}</p>
			<span className="row">
				<Button tone="primary" busy={trying} busyLabel="Trying…" onClick={onRetry}>
					Try again
				</Button>
				<LinkButton href="/">Home</LinkButton>
			</span>
		</StatePage>
	);
}

function StatePage({ look, title, children }: { look: "ghost" | "broken"; title: string; children: ReactNode }) {
	return (
		<main className="state-page">
			<div className="card state">
				<Planks look={look} />
				<h1>{title}</h1>
				{children}
			</div>
		</main>
	);
}
