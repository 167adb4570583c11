// A clock as people read it. Pure; in go milliseconds.

/** "12:40", "-0:07" before zero, from 100 minutes on with hours: "1:40:00". Whole seconds, cut towards zero. */
export function formatClock(ms: number): string {
	const seconds = Math.floor(Math.abs(ms) / 1000);
	const minutes = Math.floor(seconds / 60);
	const sign = ms < 0 && seconds > 0 ? "-" : "";
	const two = (value: number) => String(value).padStart(2, "0");
	if (minutes < 100) return `${sign}${minutes}:${two(seconds % 60)}`;
	return `${sign}${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
