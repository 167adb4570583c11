// Where a moment lies on the track: shares of a range, as styles.
import type { CSSProperties } from "react";

/** First and last moment of a track, ms since the session was created. */
export interface Range {
	readonly from: number;
	readonly to: number;
}

/** 0 to 1 */
export function shareOf(range: Range, at: number): number {
	const length = range.to - range.from;
	return length > 0 ? Math.min(1, Math.max(0, (at - range.from) / length)) : 0;
}

export const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

export function stretch(range: Range, from: number, to: number): CSSProperties {
	const left = shareOf(range, from);
	return { left: percent(left), width: percent(shareOf(range, to) - left) };
}
