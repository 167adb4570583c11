// Where a visit to a replay begins, as its address says it: `?t=` whole seconds since the start (negative in the lobby),
// `?frame=` the exact place after the n-th frame. Strings in, values out; what makes no sense counts as not given.
import type { FirstPlace } from "./player-snapshot.ts";

const SECONDS = /^-?\d{1,7}$/;
const FRAME = /^\d{1,9}$/;

/** @param search the query of an address, with or without its "?" */
export function readPlace(search: string): FirstPlace {
	const query = new URLSearchParams(search);
	const frame = query.get("frame");
	if (frame !== null && FRAME.test(frame)) return { frame: Number(frame) };
	const t = query.get("t");
	return t !== null && SECONDS.test(t) ? { t: Number(t) } : null;
}

/** The address that leads to a second of this replay; everything else in it is kept. */
export function addressAt(href: string, second: number): string {
	const url = new URL(href);
	url.searchParams.delete("frame");
	url.searchParams.set("t", String(second));
	url.hash = "";
	return url.href;
}

/** Whole seconds since the start, as the clock shows them. */
export function secondOf(at: number, zero: number): number {
	const second = Math.trunc((at - zero) / 1_000);
	return second === 0 ? 0 : second;
}
