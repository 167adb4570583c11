// How the figures of each part came about, in the words of docs/benchmarks.md. What is said of the interview is what was counted.
import type { Counts } from "./record-interview.ts";

export function documentsMethod(half: Counts): string {
	return `**The interview.** Two real editors of tldraw, outside a browser, each with its own document and the real binding, on a clock that the
script moves: ${half.minutes} minutes, two people, ${half.boxes} boxes with labels typed letter by letter, ${half.arrows} arrows bound at both ends,
220 drags and ${half.strokes} strokes of ${half.points} points, by pointer events sixty times a second through tldraw's own tools, on whole pixels of a
zoomed screen; ${half.changes.toLocaleString("en")} changes, committed every 50 ms in ${half.updates.toLocaleString("en")} updates. With it goes a session led through its seven steps, with
notes and ticks, and both pointers, sampled as the room samples them. Chance is seeded: every run measures the same bytes. At the end
both boards must show the same, or nothing is measured. Two hours are the same four times over.

**Beside it** stands a plain Y.Map of whole records, fed by the same editors at the same moments and synced the same way.

Bytes are those of all updates as they are recorded, with the server's first entry; a stroke's without it. The final document is
one update with all of it, as a person who joins gets it.`;
}

export const STORE_METHOD = `**Loading** is the median of 15: apply the final document to an empty one and read every record with all checks, for both kinds by turns.

**Seeking.** 600 random moments: difference from what is shown, parsed and written into a real store of tldraw.`;

export const PAGE_METHOD = `The production build, a server of its own with a real database, Chromium with a window of 1440 by 900, without a screen or graphics card. Timeline:
from "open" to "laid" in a worker that has loaded its code and done nothing yet, the recording already there; median of 5. Painted:
60 presses on random places of the track, each until the second picture after the page says that the board holds that moment. Playing: 25 s from
a fifth of the recording on, every gap between two pictures.`;

export const ROOM_METHOD = `All scripts that a browser with an empty cache loads until the board of a new session can be drawn on, each gzipped;
the empty page has our frame and error pages and a board of tldraw's own, built by the same Next from the same packages. The cold start counts from the navigation to "Saved"; median of 5.`;
