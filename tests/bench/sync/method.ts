// How the figures of the sync came about, in the words of docs/benchmarks.md.
import type { Comparison, Makeup, SyncFigures } from "./measure.ts";
import type { Group } from "./profile.ts";

export function syncMethod({ loads, disk, memory, peers, missingPeers }: SyncFigures): string {
	const { passes = 0, passesBeside = 0 } = loads[0] ?? {};
	const updateBytes = ((loads[0]?.relay.bytes ?? 0) / 2 - FRAMING_BYTES).toFixed(0);
	const installed = peers.map(({ name, stores }) => `${name} (stores ${stores})`).join(", ");
	return `**Sync: the load.** Each program is a process of its own: the server, the relay, the crowd with all people of the load, and the probe, a
pair in one room more, whose edits are timed by one clock. A person is a real Yjs document behind a thin client of the y-websocket
protocol and commits 20 times a second what a board writes: 57 % of the commits let a stroke grow, 33 % drag a shape, 10 % type, about
${updateBytes} bytes an update. The relay hands every message to the others of its room, with the same socket library and settings, and does nothing else.
Both are bundled alike and started anew for each pass; ${passes} passes by turns, each after a warm-up, and the median of them stands in the table (${passesBeside} passes
of whatever else stands beside them). On the
server everything is on: sign-in, limits, all checks of a frame, ownership of client ids, the recording in a PostgreSQL on this machine's disk (${disk.name},
${disk.syncMs.toFixed(1)} ms to sync a page of 8 KB, fsync on), acknowledgements, checkpoints, metrics.

**Processor time** is user and system time of the server's process with all its threads in the measured window, for each update that was sent in it.
PostgreSQL's own processes do not count. **Delays** are the probe's, under the load: from the edit to the moment when the other's socket has the update, and when the
acknowledgement is there. On few cores they hold the waiting of all these processes for each other, in the server that for
the updates and the insert before; an acknowledgement waits for a page to be synced, too. **Bytes** are those of the crowd's sockets, both ways,
with WebSocket's framing, for each update sent.

${loads[0]?.makeup ? boundOf(loads[0], loads[0].makeup) : ""}**Memory at rest** is what lives in the server's process after a collection, with ${memory.rooms} rooms of 200 labelled boxes and two people in each who do nothing, less what lived
before they came. **The paused reader** stops reading its socket while twelve others paste 2.4 MB a second over the board; held is what lives at most in these 10 s beyond what lived
at most in the 5 s before.
${installed === "" ? "" : `\n**Beside it** (\`--peers\`) stand other servers as their makers ship them, installed into a temporary folder, under the same load by the same people: ${installed}.\n`}${missingPeers.map((missing) => `Not measured: ${missing}.\n`).join("")}`;
}

/** What the processor time is made up of, and why less of our own code would not be enough. */
function boundOf({ rooms, relay, boardwalk }: Comparison, { answering, silent, shares }: Makeup): string {
	const share = (group: Group) => `${(shares[group] * 100).toFixed(0)} %`;
	const times = (micros: number) => `${(micros / relay.cpuMicros).toFixed(1)} times`;
	const others = boardwalk.cpuMicros * (1 - shares["our own code"] - shares.metrics);
	return `**What bounds the processor time.** Whoever says of each edit that it is saved writes twice for an update, once to the other and once to its author: a
relay that answers each message with 5 bytes takes ${times(answering.cpuMicros)} what a bare one does, and Boardwalk ${(boardwalk.cpuMicros / answering.cpuMicros).toFixed(1)} times what that one takes. When nobody asks what is
saved, an update costs it ${silent.cpuMicros.toFixed(0)} µs in place of ${boardwalk.cpuMicros.toFixed(0)}. Of the time of its main thread (V8's profiler, ${rooms} rooms) ${share("socket writes")} go into writing to sockets, ${share("socket reads")} into
reading from them, ${share("event loop")} into Node's event loop, ${share("Yjs")} into Yjs, which has to apply an update before the next one can be judged, ${share("database driver")} into the database driver,
${share("garbage collection")} into collecting garbage, and ${share("our own code")} into our own code with all its checks. Without a line of it an update would still cost ${times(others)} what the relay takes.
What was tried to lower it stands in [decision 078](decisions/078-what-an-update-costs.md).

`;
}

/** How the kills came about. */
export const SOAK_METHOD = `**The kill soak** (\`npm run soak\`) has people draw without end in two sessions, an interviewer, a candidate in two tabs and an observer in each, through the board's own connection.
At seeded random moments the server's process is killed with -9, or PostgreSQL with -9 or by its own immediate stop, sometimes both at once, and a fifth of the kills
come before the last one has healed. After each kill another connection reads the database, and every edit that was shown as saved must be there, every saved deletion too.
Healed means: all tabs are equal and show "saved", and the recording folds to the same; people draw on while everybody comes back. What a power cut does to a disk is not tried.
`;

/** Of a small update on its two legs: type, kind and length of the message, a header of two bytes, and on the way in a mask of four. */
const FRAMING_BYTES = 7;
