// How the figures of the sync came about, in the words of docs/benchmarks.md.
import type { SyncFigures } from "./measure.ts";

export function syncMethod({ loads, disk, memory, peers, missingPeers }: SyncFigures): string {
	const passes = loads[0]?.passes ?? 0;
	const updateBytes = ((loads[0]?.relay.bytes ?? 0) / 2 - FRAMING_BYTES).toFixed(0);
	const installed = peers.map(({ name, stores }) => `${name} (stores ${stores})`).join(", ");
	return `**Sync: the load.** Each program is a process of its own: the server, the relay, the crowd with all people of the load, and the probe, a
pair in one room more, whose edits are timed by one clock. A person is a real Yjs document behind a thin client of the y-websocket
protocol and commits 20 times a second what a board writes: 57 % of the commits let a stroke grow, 33 % drag a shape, 10 % type, about
${updateBytes} bytes an update. The relay hands every message to the others of its room, with the same socket library and settings, and does nothing else.
Both are bundled alike and started anew for each pass; ${passes} passes by turns, each after a warm-up, and the median of them stands in the table. On the
server everything is on: sign-in, limits, all checks of a frame, ownership of client ids, the recording in a PostgreSQL on this machine's disk (${disk.name},
${disk.syncMs.toFixed(1)} ms to sync a page of 8 KB, fsync on), acknowledgements, checkpoints, metrics.

**Processor time** is user and system time of the server's process with all its threads in the measured window, for each update that was sent in it.
PostgreSQL's own processes do not count. **Delays** are the probe's, under the load: from the edit to the moment when the other's socket has the update, and when the
acknowledgement is there. On few cores they hold the waiting of all these processes for each other. **Bytes** are those of the crowd's sockets, both ways,
with WebSocket's framing, for each update sent.

**Memory at rest** is what lives in the server's process after a collection, with ${memory.rooms} rooms of 200 labelled boxes and two people in each who do nothing, less what lived
before they came. **The paused reader** stops reading its socket while twelve others paste 2.4 MB a second over the board; held is what lives at most in these 10 s beyond what lived
at most in the 5 s before.
${installed === "" ? "" : `\n**Beside it** (\`--peers\`) stand other servers as their makers ship them, installed into a temporary folder, under the same load by the same people: ${installed}.\n`}${missingPeers.map((missing) => `Not measured: ${missing}.\n`).join("")}
**The kill soak** (\`npm run soak\`) has people draw without end in two sessions, an interviewer, a candidate in two tabs and an observer in each, through the board's own connection.
At seeded random moments the server's process is killed with -9, or PostgreSQL with -9 or by its own immediate stop, sometimes both at once, and a fifth of the kills
come before the last one has healed. After each kill another connection reads the database, and every edit that was shown as saved must be there, every saved deletion too.
Healed means: all tabs are equal and show "saved", and the recording folds to the same; people draw on while everybody comes back. What a power cut does to a disk is not tried.
`;
}

/** Of a small update on its two legs: type, kind and length of the message, a header of two bytes, and on the way in a mask of four. */
const FRAMING_BYTES = 7;
