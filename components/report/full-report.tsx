"use client";
// A whole report, as a draft or published: its parts in the order in which they are read. The recording adds what only it knows, the
// final board and how the steps were walked; the report is there before that, and without it.
import { LinkButton } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import type { FullReport as Shown } from "#core/report.ts";
import { Boards } from "./boards.tsx";
import { OnRecord } from "./on-record.tsx";
import { OwnView } from "./own-view.tsx";
import { Reasoning } from "./reasoning.tsx";
import { ReportHead } from "./report-head.tsx";
import { ScoreCard } from "./score-card.tsx";
import { StepsCard } from "./steps-card.tsx";
import { TakeAlong } from "./take-along.tsx";
import { ThreadCard } from "./thread-card.tsx";
import { useBoardPictures } from "./use-board-pictures.tsx";
import { useFinalBoard } from "./use-final-board.ts";

export function FullReport({ report, licenseKey }: { report: Shown; licenseKey: string | null }) {
	const board = useFinalBoard(report);
	const pictures = useBoardPictures(report.session.id, board, licenseKey);
	return (
		<main className="wrap rep">
			{report.stage === "draft" && <DraftNote sessionId={report.session.id} />}
			<ReportHead report={report} board={board} pictures={pictures} />
			{report.reasoning && <Reasoning report={report} reasoning={report.reasoning} />}
			<div className="grid2">
				<ScoreCard report={report} />
				<StepsCard report={report} board={board} />
			</div>
			<TakeAlong report={report} />
			<ThreadCard report={report} />
			<OwnView report={report} />
			<OnRecord report={report} />
			<Boards report={report} board={board} pictures={pictures} />
			{pictures.maker}
		</main>
	);
}

function DraftNote({ sessionId }: { sessionId: string }) {
	return (
		<div className="draftnote private" role="note">
			<Icon name="lock" />
			<p className="grow">
				<b>Only interviewers see this draft.</b> The candidate reads the report once it is published and she has scored
				herself.
			</p>
			<LinkButton size="sm" href={`/sessions/${sessionId}`} icon="note">
				Score and publish in the room
			</LinkButton>
		</div>
	);
}
