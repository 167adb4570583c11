// Whose client ids are whose, in a room: forged by an update and by an answer, while the owner is here, away, and coming back. A
// forged id would make its owner's later edits vanish for everybody, with equal state vectors.
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { StoredEntry } from "#server/db/recordings.ts";
import { join, openRoom, presenceOf } from "#tests/helpers/hand-room.ts";
import { change, syncFrame } from "#tests/helpers/seats.ts";

/** A copy of the document that writes under that id. */
function docAs(clientId: number, ...known: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	for (const update of known) Y.applyUpdate(doc, update);
	doc.clientID = clientId;
	return doc;
}

const CARL = 1_001;
const IVAN = 2_002;

describe("a client id", () => {
	test("[Y15] an update under the id of somebody who is here is refused with 4403, reaches nobody and is not recorded", async () => {
		const { room, recorder, stored } = await openRoom();
		const [carl, ivan, olga] = [join(room, "carl"), join(room, "ivan"), join(room, "olga")];
		const doc = docAs(CARL);
		const first = change(doc, "first", "1");
		room.receive(carl.member, syncFrame(2, first));
		const forged = change(docAs(CARL, first), "forged", "1");
		room.receive(ivan.member, syncFrame(2, forged));
		expect(ivan.connection.closed).toBe("notAllowed");
		// whose later edits would vanish: they do not
		const second = change(doc, "second", "2");
		room.receive(carl.member, syncFrame(2, second));
		expect(carl.connection.closed).toBeNull();
		expect(olga.connection.sent).toEqual([syncFrame(2, first), syncFrame(2, second)]);
		await recorder.settled();
		expect(stored.map(({ data }) => data)).toEqual([first, second]);
	});

	test("[Y15] it stays its owner's when the owner has left, and when the room was opened anew", async () => {
		const before = await openRoom();
		const carl = join(before.room, "carl");
		const doc = docAs(CARL);
		const first = change(doc, "first", "1");
		before.room.receive(carl.member, syncFrame(2, first));
		before.room.leave(carl.member);
		const forge = (room: typeof before.room) => {
			const ivan = join(room, "ivan");
			room.receive(ivan.member, syncFrame(2, change(docAs(CARL, first), "forged", "1")));
			return ivan.connection.closed;
		};
		expect(forge(before.room)).toBe("notAllowed");
		await before.recorder.settled();
		const after = await openRoom({ entries: before.stored });
		expect(forge(after.room)).toBe("notAllowed");
		const again = join(after.room, "carl");
		after.room.receive(again.member, syncFrame(2, change(doc, "second", "2")));
		expect(again.connection.closed).toBeNull();
	});

	test("[Y15] two sockets of one person may share one", async () => {
		const { room } = await openRoom();
		const [one, two] = [join(room, "carl"), join(room, "carl")];
		const doc = docAs(CARL);
		room.receive(one.member, syncFrame(2, change(doc, "a", "1")));
		room.receive(two.member, syncFrame(2, change(doc, "b", "2")));
		room.receive(one.member, syncFrame(2, change(doc, "c", "3")));
		expect([one.connection.closed, two.connection.closed]).toEqual([null, null]);
	});

	test("[Y15] a lost tail heals from whoever brings it, part by part, and stays its author's", async () => {
		const carls = docAs(CARL);
		const saved = change(carls, "saved", "1");
		const lost = [change(carls, "lost", "2"), change(carls, "lost too", "3")];
		const { room, recorder, stored } = await openRoom({ entries: [entryOf(1, "carl", saved)] });
		// one viewer had seen less of it than the other
		const ivan = join(room, "ivan", { brings: lost[0], showsAs: IVAN });
		const ida = join(room, "ida", { brings: lost[1] });
		expect([ivan.connection.closed, ida.connection.closed]).toEqual([null, null]);
		// bringing it makes nobody its owner
		room.receive(ivan.member, syncFrame(2, change(docAs(CARL, saved, ...lost), "forged", "1")));
		expect(ivan.connection.closed).toBe("notAllowed");
		const back = join(room, "carl", { brings: lost[1] });
		room.receive(back.member, syncFrame(2, change(carls, "goes on", "4")));
		expect(back.connection.closed).toBeNull();
		await recorder.settled();
		expect(stored.map(({ author, heals }) => [author, heals])).toEqual([
			["carl", false],
			["ivan", true],
			["ida", true],
			["carl", false],
		]);
	});

	test("[Y15] an id that only answers ever carried is its author's from his first update on, also after a load", async () => {
		const carls = docAs(CARL);
		const lost = change(carls, "lost", "1");
		const { room, recorder, stored } = await openRoom();
		join(room, "ivan", { brings: lost, showsAs: IVAN });
		const back = join(room, "carl", { showsAs: CARL });
		room.receive(back.member, syncFrame(2, change(carls, "goes on", "2")));
		expect(back.connection.closed).toBeNull();
		await recorder.settled();
		const after = await openRoom({ entries: stored });
		expect(after.document.owners.toJSON()).toEqual({ [CARL]: "carl" });
	});

	test("[Y15] an answer under an id with which somebody draws just now is refused", async () => {
		const { room } = await openRoom();
		const [carl, olga] = [join(room, "carl"), join(room, "olga")];
		const doc = docAs(CARL);
		const first = change(doc, "first", "1");
		room.receive(carl.member, syncFrame(2, first));
		const forged = change(docAs(CARL, first), "forged", "1");
		const ivan = join(room, "ivan", { brings: forged });
		expect(ivan.connection.closed).toBe("notAllowed");
		expect(olga.connection.sent.length).toBe(1);
		// who has drawn and is gone may have left something behind that only others have
		room.leave(carl.member);
		expect(join(room, "ivan", { brings: forged }).connection.closed).toBeNull();
	});

	test("[Y15] the same of a stock client that is back and has not drawn yet: it shows itself with its id", async () => {
		const carls = docAs(CARL);
		const saved = change(carls, "saved", "1");
		const { room } = await openRoom({ entries: [entryOf(1, "carl", saved)] });
		const back = join(room, "carl", { showsAs: CARL });
		const ivan = join(room, "ivan", { brings: change(docAs(CARL, saved), "forged", "1") });
		expect(ivan.connection.closed).toBe("notAllowed");
		room.receive(back.member, syncFrame(2, change(carls, "goes on", "2")));
		expect(back.connection.closed).toBeNull();
	});

	test("[Y15] a new id is seen in presence before its first edit, and cannot be taken by who sees it", async () => {
		const { room } = await openRoom();
		const carl = join(room, "carl", { showsAs: CARL });
		const ivan = join(room, "ivan", { showsAs: IVAN });
		room.receive(ivan.member, syncFrame(2, change(docAs(CARL), "forged", "1")));
		expect(ivan.connection.closed).toBe("notAllowed");
		room.receive(carl.member, syncFrame(2, change(docAs(CARL), "first", "1")));
		expect(carl.connection.closed).toBeNull();
	});

	test("[Y15] what was drawn offline under a new id is safe from the moment when it is brought", async () => {
		const { room } = await openRoom();
		const carls = docAs(CARL);
		const offline = change(carls, "offline", "1");
		const carl = join(room, "carl", { brings: offline, showsAs: CARL });
		const forged = change(docAs(CARL, offline), "forged", "1");
		expect(join(room, "ivan", { brings: forged }).connection.closed).toBe("notAllowed");
		const ivan = join(room, "ivan");
		room.receive(ivan.member, syncFrame(2, forged));
		expect(ivan.connection.closed).toBe("notAllowed");
		room.receive(carl.member, syncFrame(2, change(carls, "online", "2")));
		expect(carl.connection.closed).toBeNull();
	});

	test("[Y15] to show oneself with another's id takes nothing from its owner, and an observer's keeps nobody from drawing", async () => {
		const carls = docAs(CARL);
		const saved = change(carls, "saved", "1");
		const { room } = await openRoom({ entries: [entryOf(1, "carl", saved)] });
		const ivan = join(room, "ivan", { showsAs: CARL });
		const olga = join(room, "olga", { showsAs: 3_003 });
		const carl = join(room, "carl");
		room.receive(carl.member, syncFrame(2, change(carls, "goes on", "2")));
		expect(carl.connection.closed).toBeNull();
		room.receive(carl.member, syncFrame(2, change(docAs(3_003), "another tab", "1")));
		expect(carl.connection.closed).toBeNull();
		expect([ivan.connection.closed, olga.connection.closed]).toEqual([null, null]);
	});

	test("[Y15] deleting what another drew is no forgery", async () => {
		const { room } = await openRoom();
		const [carl, ivan] = [join(room, "carl"), join(room, "ivan")];
		const first = change(docAs(CARL), "first", "1");
		room.receive(carl.member, syncFrame(2, first));
		const ivans = docAs(IVAN, first);
		let deletion = new Uint8Array();
		ivans.once("update", (update: Uint8Array) => {
			deletion = new Uint8Array(update);
		});
		ivans.getMap("records").delete("first");
		room.receive(ivan.member, syncFrame(2, deletion));
		expect(ivan.connection.closed).toBeNull();
		expect(carl.connection.sent).toEqual([syncFrame(2, deletion)]);
	});

	test("[Y15] a stock client that is drawn with while it joins keeps its id", async () => {
		const { room } = await openRoom();
		const carls = docAs(CARL);
		const [offline, joining] = [change(carls, "offline", "1"), change(carls, "joining", "2")];
		const { member, connection } = join(room, "carl", { showsAs: CARL });
		room.leave(member);
		const again = room.join({ connection, participantId: "carl", userId: "carl", acknowledges: false });
		if (!again) throw new Error("the room is full");
		room.receive(again, syncFrame(0, new Uint8Array([0])));
		room.receive(again, presenceOf(CARL, {}));
		room.receive(again, syncFrame(2, joining));
		room.receive(again, syncFrame(1, offline));
		room.receive(again, syncFrame(2, change(carls, "online", "3")));
		expect(connection.closed).toBeNull();
	});
});

function entryOf(seq: number, author: string, data: Uint8Array): StoredEntry {
	const ids = { sessionId: "s", writer: "writer", seq, at: seq, author };
	return { ...ids, kind: "update", audience: "all", eventNo: null, commandId: null, heals: false, data };
}
