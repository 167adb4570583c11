"use client";
// The page of a report: what stage it is in for its reader decides what is seen. It waits with a candidate, asks her to score herself,
// shows interviewers their draft, and everybody of the session what was published.
import { AppBar } from "#components/ui/app-bar.tsx";
import { unreachable } from "#core/unreachable.ts";
import { FullReport } from "./full-report.tsx";
import { OwnReview } from "./own-review.tsx";
import { ReportFailed, ReportLoading, ReportNotOver, ReportRefused } from "./report-states.tsx";
import { useReport } from "./use-report.ts";
import "./report.css";
import "./report-boards.css";
import "./report-print.css";

interface ReportProps {
	sessionId: string;
	licenseKey: string | null;
}

export function Report(props: ReportProps) {
	return (
		<>
			<AppBar nav="none" />
			<Stage {...props} />
		</>
	);
}

function Stage({ sessionId, licenseKey }: ReportProps) {
	const { reading, reload } = useReport(sessionId);
	switch (reading.state) {
		case "loading":
			return <ReportLoading />;
		case "failed":
			return <ReportFailed words={reading.words} trying={reading.trying} onRetry={reload} />;
		case "refused":
			return <ReportRefused why={reading.why} words={reading.words} />;
		case "ready": {
			const { report } = reading;
			switch (report.stage) {
				case "not-over":
					return <ReportNotOver sessionId={sessionId} onLookAgain={reload} />;
				case "waiting":
				case "score-yourself":
					return <OwnReview sessionId={sessionId} report={report} onChanged={reload} />;
				case "draft":
				case "published":
					return <FullReport report={report} licenseKey={licenseKey} />;
				default:
					return unreachable(report);
			}
		}
		default:
			return unreachable(reading);
	}
}
