// Where a visit to a replay begins, as its address says it: `?t=` whole seconds since the start (negative in the lobby),
// `?frame=` the exact place after the n-th frame, `?shapes=` what to look at there. Strings in, values out; what makes no sense counts as not given.
import { shapesInAddress, shapesQuery } from "#core/replay-address.ts";
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

/** Ids of the shapes that an address means; none where it makes no sense. */
export function readShapes(search: string): string[] {
	return shapesInAddress(new URLSearchParams(search).get("shapes"));
}

/** The address that leads to a second of this replay, and to shapes; everything else in it is kept. */
export function addressAt(href: string, second: number, shapes: readonly string[] = []): string {
	const url = new URL(href);
	url.searchParams.delete("frame");
	url.searchParams.delete("shapes");
	url.searchParams.set("t", String(second));
	url.hash = "";
	// by hand: the commas of a list would be written as "%2C"
	return [url.href, ...shapesQuery(shapes)].join("&");
}

/** Whole seconds since the start, as the clock shows them. */
export function secondOf(at: number, zero: number): number {
	const second = Math.trunc((at - zero) / 1_000);
	return second === 0 ? 0 : second;
}
