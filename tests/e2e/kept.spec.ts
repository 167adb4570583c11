// What is not saved yet stays in the browser: over a reload, in two tabs, for one person only; and what becomes of it when the
// server never takes it. The page itself always loads here; only the board's own line is shut.
import type { Page } from "@playwright/test";
import { WebSocket as NodeSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { MAX_DOCUMENT_BYTES } from "#core/limits.ts";
import { CLOSE } from "#core/protocol.ts";
import { BoardLine } from "./board-line.ts";
import { meet, type Someone } from "./people.ts";
import { expect, test } from "./test.ts";

/** Names of the databases in which this browser keeps boards. */
async function keptIn(page: Page): Promise<string[]> {
	return page.evaluate(async () =>
		(await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith("boardwalk:") ? [name] : [])).sort(),
	);
}

/** Adds a row to the browser's one database, so often; without bytes what its first row holds. */
async function addRows(page: Page, rows: number, bytes: Uint8Array | null = null): Promise<void> {
	const [name = ""] = await keptIn(page);
	await page.evaluate(
		({ name, rows, bytes }) =>
			new Promise<void>((done) => {
				indexedDB.open(name).onsuccess = (opened) => {
					const db = (opened.target as IDBOpenDBRequest).result;
					const writing = db.transaction("updates", "readwrite");
					const store = writing.objectStore("updates");
					store.getAll().onsuccess = (read) => {
						const [first] = (read.target as IDBRequest<Uint8Array[]>).result;
						const row = bytes ? new Uint8Array(bytes) : first;
						for (let count = 0; count < rows; count++) store.add(row);
					};
					writing.oncomplete = () => {
						db.close();
						done();
					};
				};
			}),
		{ name, rows, bytes: bytes && [...bytes] },
	);
}

async function rowsIn(page: Page): Promise<number> {
	const [name = ""] = await keptIn(page);
	return page.evaluate(
		(name) =>
			new Promise<number>((done) => {
				indexedDB.open(name).onsuccess = (opened) => {
					const db = (opened.target as IDBOpenDBRequest).result;
					db.transaction("updates").objectStore("updates").count().onsuccess = (counted) => {
						db.close();
						done((counted.target as IDBRequest<number>).result);
					};
				};
			}),
		name,
	);
}

/** Fills a board until not one shape finds room, with what nobody sees. */
async function fillBoard(by: Someone, sessionId: string) {
	const cookie = (await by.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
	class WithCookie extends NodeSocket {
		constructor(url: string, protocols?: string[]) {
			super(url, protocols, { headers: { cookie } });
		}
	}
	const join = async (doc: Y.Doc) => {
		const provider = new WebsocketProvider(`${by.url.replace(/^http/, "ws")}/sync`, sessionId, doc, {
			disableBc: true,
			WebSocketPolyfill: WithCookie as unknown as typeof WebSocket,
		});
		await expect.poll(() => provider.synced).toBe(true);
		return provider;
	};
	const before = new Y.Doc();
	(await join(before)).destroy();
	const doc = new Y.Doc();
	const ballast = doc.getMap("ballast");
	// no later frame may be so large as the first
	ballast.set("heavy", "x".repeat(MAX_DOCUMENT_BYTES - Y.encodeStateAsUpdate(before).length - 150));
	const provider = await join(doc);
	return { remove: () => ballast.delete("heavy"), leave: () => provider.destroy() };
}

const OFFLINE = "Offline, kept here";

test("[K1] what is drawn offline survives a reload and joins the board as if nothing had been", async ({ come }) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const line = await BoardLine.of(carl);
	await meet(ines, carl);
	await carl.hand.box("Before", { x: 100, y: 120 });
	await carl.isSaved();

	await line.shut();
	await expect(carl.saveState).toHaveText(OFFLINE);
	await carl.hand.box("Alone", { x: 300, y: 120 });
	await carl.hand.stroke([
		{ x: 120, y: 300 },
		{ x: 400, y: 350 },
	]);
	await expect(carl.saveState).toHaveText(OFFLINE);
	const drawn = await carl.hand.records();
	await carl.page.reload();
	await carl.hand.ready();
	// the board is here before any line to it is
	await expect.poll(() => carl.hand.records()).toEqual(drawn);
	await expect(carl.saveState).toHaveText(OFFLINE);
	await carl.hand.box("After the reload", { x: 500, y: 120 });
	await ines.hand.box("Elsewhere", { x: 100, y: 420 });
	expect(await ines.hand.labels()).toEqual(["Before", "Elsewhere"]);

	line.open();
	await expect(carl.page.getByText(/^Back again\. \d+ changes joined the board\./)).toBeVisible();
	for (const person of [ines, carl]) {
		await expect.poll(() => person.hand.labels()).toEqual(["After the reload", "Alone", "Before", "Elsewhere"]);
		await person.isSaved();
	}
	expect(await ines.hand.records()).toEqual(await carl.hand.records());
	// and it is stored: somebody who comes anew sees it
	await ines.page.reload();
	await ines.settled();
	await expect.poll(() => ines.hand.records()).toEqual(await carl.hand.records());
});

test("[K1] a page that goes in mid-stroke keeps the stroke", async ({ come }) => {
	const ines = await come("Ines");
	const line = await BoardLine.of(ines);
	const { id } = await ines.makeSession();
	await ines.enter(id);
	await line.shut();
	await expect(ines.saveState).toHaveText(OFFLINE);
	await ines.hand.take("d");
	const [from, to] = [await ines.hand.onScreen({ x: 120, y: 300 }), await ines.hand.onScreen({ x: 500, y: 380 })];
	await ines.page.mouse.move(from.x, from.y);
	await ines.page.mouse.down();
	await ines.page.mouse.move(to.x, to.y, { steps: 10 });
	await ines.page.reload();
	line.open();
	await ines.settled();
	const [stroke] = await ines.hand.shapes();
	expect(stroke?.type).toBe("draw");
});

test("[K1] two tabs of one person keep in one place, double nothing and do not stop each other", async ({ come }) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const line = await BoardLine.of(carl);
	const { id } = await meet(ines, carl);
	const second = await carl.anotherTab();
	await second.enter(id);
	await line.shut();
	for (const tab of [carl, second]) await expect(tab.saveState).toHaveText(OFFLINE);
	await carl.hand.box("First tab", { x: 100, y: 120 });
	await second.hand.box("Second tab", { x: 300, y: 120 });
	for (const tab of [carl, second]) await expect(tab.saveState).toHaveText(OFFLINE);
	// the storage is shared, the boards are not: they meet on the server
	expect(await second.hand.labels()).toEqual(["Second tab"]);
	expect(await keptIn(carl.page)).toHaveLength(1);
	// so many rows that the next change makes the second tab gather all of them in one, the first tab's too
	await addRows(carl.page, 600);
	await second.page.reload();
	await second.hand.ready();
	await expect.poll(() => second.hand.labels()).toEqual(["First tab", "Second tab"]);
	await second.hand.box("Gathered", { x: 300, y: 320 });
	await expect.poll(() => rowsIn(second.page)).toBeLessThan(100);
	// one tab throws everything away: the other keeps anew what it has
	await carl.page.reload();
	await carl.hand.ready();
	await expect.poll(() => carl.hand.labels()).toEqual(["First tab", "Gathered", "Second tab"]);
	const [name = ""] = await keptIn(carl.page);
	await second.page.close();
	const third = await carl.anotherTab();
	await third.page.goto("/questions");
	await third.page.evaluate((kept) => void indexedDB.deleteDatabase(kept), name);
	await carl.hand.box("After", { x: 500, y: 420 });
	await expect(carl.saveState).toHaveText(OFFLINE);
	await third.page.goto(`/sessions/${id}`);
	await third.hand.ready();
	await expect.poll(() => third.hand.labels()).toEqual(["After", "First tab", "Gathered", "Second tab"]);

	line.open();
	for (const person of [ines, carl, third]) {
		await expect.poll(() => person.hand.labels()).toEqual(["After", "First tab", "Gathered", "Second tab"]);
		await person.isSaved();
	}
	// both go on, in turns
	await carl.hand.box("On", { x: 100, y: 520 });
	await third.hand.box("And on", { x: 300, y: 520 });
	for (const person of [ines, carl, third]) {
		await expect.poll(() => person.hand.labels()).toContain("And on");
		await expect.poll(() => person.hand.labels()).toContain("On");
		await person.isSaved();
	}
	expect(await carl.hand.records()).toEqual(await ines.hand.records());
	expect(await third.hand.records()).toEqual(await ines.hand.records());
});

test("[K2] a browser that keeps nothing says so", async ({ come }) => {
	const ines = await come("Ines");
	const line = await BoardLine.of(ines);
	await ines.page.addInitScript(() => {
		Object.defineProperty(window, "indexedDB", {
			get() {
				throw new DOMException("not in a private window", "SecurityError");
			},
		});
	});
	const { id } = await ines.makeSession();
	await ines.enter(id);
	await line.shut();
	await expect(ines.saveState).toHaveText("Offline, not kept here");
	await expect(ines.page.getByText(/Keep this tab open: this browser keeps nothing over a reload/)).toBeVisible();
	await ines.hand.box("Only in this tab", { x: 100, y: 120 });
	line.open();
	await ines.isSaved();
	expect(await ines.hand.labels()).toEqual(["Only in this tab"]);
});

test("[K2] what a slow storage has not finished is not called kept, nor what a full one refuses", async ({ come }) => {
	const ines = await come("Ines");
	const line = await BoardLine.of(ines);
	const { id } = await ines.makeSession();
	await ines.enter(id);
	await line.shut();
	await expect(ines.saveState).toHaveText(OFFLINE);
	const storage = await ines.page.evaluateHandle(() => {
		const state = { is: "slow" };
		const add = IDBObjectStore.prototype.add;
		IDBObjectStore.prototype.add = function (...given: Parameters<typeof add>) {
			const request = add.apply(this, given);
			// as a browser does it whose disk is full: the transaction does not go through
			if (state.is === "full") this.transaction.abort();
			const hold = () => {
				if (state.is === "slow") this.count().onsuccess = hold;
			};
			request.addEventListener("success", hold);
			return request;
		};
		return state;
	});
	await ines.hand.box("Slowly", { x: 100, y: 120 });
	await expect(ines.saveState).toHaveText("Offline, keeping here");
	// longer than any stroke is on its way
	await expect(ines.page.getByText(/^No connection for \d+ seconds/)).toBeVisible();
	await expect(ines.saveState).toHaveText("Offline, keeping here");
	await storage.evaluate((state) => {
		state.is = "well";
	});
	await expect(ines.saveState).toHaveText(OFFLINE);
	await storage.evaluate((state) => {
		state.is = "full";
	});
	await ines.hand.stroke([
		{ x: 120, y: 300 },
		{ x: 400, y: 350 },
	]);
	await expect(ines.saveState).toHaveText("Offline, not kept here");
	line.open();
	await ines.isSaved();
	expect((await ines.hand.shapes()).map(({ type }) => type).sort()).toEqual(["draw", "geo"]);
});

test("[K1] what hangs on something that was never kept keeps nobody from the board", async ({ come }) => {
	const ines = await come("Ines");
	const { id } = await ines.makeSession();
	await ines.enter(id);
	await ines.hand.box("There", { x: 100, y: 120 });
	await ines.isSaved();
	const doc = new Y.Doc();
	const [records, updates] = [doc.getMap("records"), [] as Uint8Array[]];
	doc.on("update", (update: Uint8Array) => updates.push(update));
	records.set("one", 1);
	records.set("two", 2);
	// hangs on something that was never stored: for the server a gap, again and again
	await addRows(ines.page, 1, updates[1]);
	await ines.page.reload();
	await ines.settled();
	await expect.poll(() => ines.hand.labels()).toEqual(["There"]);
});

test("[K3] nothing stays in the browser of somebody who is sent away for good", async ({ come }) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const line = await BoardLine.of(carl);
	const { id } = await meet(ines, carl);
	for (const reason of ["signedOut", "notAllowed", "gone"] as const) {
		expect(await keptIn(carl.page)).toEqual([expect.stringMatching(new RegExp(`^boardwalk:${id}:.`))]);
		await line.shut(reason);
		await expect(carl.page.getByText(CLOSE[reason].words)).toBeVisible();
		await expect.poll(() => keptIn(carl.page)).toEqual([]);
		line.open();
		await carl.enter(id);
	}
	// by the session's own line, which may be the first to hear
	expect((await ines.call("DELETE", `/api/sessions/${id}`)).ok()).toBe(true);
	for (const person of [ines, carl]) {
		await expect(person.page.getByRole("heading", { name: "This session was deleted" })).toBeVisible();
		await expect.poll(() => keptIn(person.page)).toEqual([]);
	}
});

test("[K3] when nobody is signed in, the first page throws away what lies here", async ({ come }) => {
	const carl = await come("Carl");
	const { id } = await carl.makeSession();
	await carl.enter(id);
	expect(await keptIn(carl.page)).toHaveLength(1);
	await carl.context.clearCookies();
	await carl.page.goto("/");
	await expect.poll(() => keptIn(carl.page)).toEqual([]);
});

test("[K3] [K4] what comes too late for the end is said, is not pushed for ever, and joins a reopened session", async ({
	come,
}) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const line = await BoardLine.of(carl);
	await meet(ines, carl);
	await carl.hand.box("In time", { x: 100, y: 120 });
	await carl.isSaved();
	await ines.start();
	await line.shut();
	await expect(carl.saveState).toHaveText(OFFLINE);
	await carl.hand.box("Too late", { x: 300, y: 120 });
	await ines.end();
	await ines.close();
	await expect(ines.page.getByText(/^This interview ended/)).toBeVisible();

	line.open();
	const said = carl.page.getByText(
		/^This interview has ended\. The board is read-only\. Your last \d+ changes came too late/,
	);
	await expect(said).toBeVisible();
	await carl.isSaved();
	expect(await carl.hand.labels()).toEqual(["In time"]);
	expect(await ines.hand.labels()).toEqual(["In time"]);
	await expect.poll(() => keptIn(carl.page)).toEqual([]);
	await expect.poll(() => keptIn(ines.page)).toEqual([]);

	await ines.page.getByRole("button", { name: /^Reopen/ }).click();
	for (const person of [ines, carl]) {
		await expect.poll(() => person.hand.labels()).toEqual(["In time", "Too late"]);
		await person.isSaved();
	}
	await expect(said).toHaveCount(0);
	// a writer again, without a reload
	await carl.hand.box("Drawn on", { x: 500, y: 120 });
	await expect.poll(() => ines.hand.labels()).toEqual(["Drawn on", "In time", "Too late"]);
	expect(await keptIn(carl.page)).toHaveLength(1);
});

test("[K4] what a full board refuses joins once it has room, without a reload", async ({ come }) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const { id } = await meet(ines, carl);
	const ballast = await fillBoard(ines, id);
	await expect(carl.page.getByText(/^The board is nearly full/)).toBeVisible();
	await carl.isSaved();
	// the refusal comes while the hand still draws
	await carl.hand.take("r");
	await carl.hand.drag({ x: 100, y: 120 }, { x: 300, y: 220 });
	await expect(
		carl.page.getByText(/^The board is full\. .* once there is room, while this tab is open\.$/),
	).toBeVisible();
	await expect(carl.saveState).toHaveText("Board full");
	for (const person of [carl, ines]) expect(await person.hand.shapes()).toEqual([]);
	ballast.remove();
	for (const person of [carl, ines]) await expect.poll(async () => (await person.hand.shapes()).length).toBe(1);
	await carl.isSaved();
	await carl.hand.box("Drawn on", { x: 400, y: 320 });
	await expect.poll(() => ines.hand.labels()).toEqual(["Drawn on"]);
	expect(await carl.hand.records()).toEqual(await ines.hand.records());
	ballast.leave();
});

test("[K5] another person in the same browser sends nothing of what the one before kept", async ({ come }) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const line = await BoardLine.of(carl);
	const made = await ines.makeSession();
	await ines.enter(made.id);
	await carl.accept(made.invites.candidate);
	await carl.enter(made.id);
	await line.shut();
	await expect(carl.saveState).toHaveText(OFFLINE);
	await carl.hand.box("Carl's", { x: 100, y: 120 });
	await expect(carl.saveState).toHaveText(OFFLINE);
	// the browser changes hands: the same room, another participant
	await carl.context.clearCookies();
	const { invites } = await (await ines.call("GET", `/api/sessions/${made.id}`)).json();
	await carl.accept(invites.interviewer ?? made.invites.interviewer);
	line.open();
	await carl.enter(made.id);
	await carl.hand.box("Somebody else's", { x: 300, y: 120 });
	for (const person of [ines, carl]) await expect.poll(() => person.hand.labels()).toEqual(["Somebody else's"]);
});

test("each reason of the server's to send somebody away for now is a sentence over the board", async ({ come }) => {
	const ines = await come("Ines");
	const line = await BoardLine.of(ines);
	const { id } = await ines.makeSession();
	await ines.enter(id);
	for (const reason of ["restart", "later", "resync", "tooMany"] as const) {
		await line.shut(reason);
		await expect(ines.page.getByText(CLOSE[reason].words)).toBeVisible();
		line.open();
		await ines.isSaved();
		await expect(ines.page.getByText(CLOSE[reason].words)).toHaveCount(0);
	}
	await line.shut("badFrame");
	await expect(ines.page.getByText(/^The server could not read your last change/)).toBeVisible();
	// a full board is only read until somebody makes room
	await line.shut("boardFull");
	await expect(ines.page.getByText(/^The board is full\./)).toBeVisible();
	line.open();
	await expect(ines.saveState).toHaveText("Board full");
	await ines.page.getByRole("button", { name: "Make room" }).click();
	await ines.isSaved();
	await ines.hand.box("Drawn on", { x: 100, y: 120 });
	await ines.isSaved();
	expect(await ines.hand.labels()).toEqual(["Drawn on"]);
	await line.shut("notAllowed");
	await expect(ines.page.getByText(CLOSE.notAllowed.words)).toBeVisible();
});
