// When an interview began, as its reader says a time.
import { formatWhen } from "#components/ui/time.ts";
import type { FullReport } from "#core/report.ts";

/** "Today, 14:05": when the clock was started */
export function whenOf({ session, startedAt }: Pick<FullReport, "session" | "startedAt">): string {
	return formatWhen(new Date(Date.parse(session.createdAt) + startedAt), new Date());
}
