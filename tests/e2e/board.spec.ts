// One board, many hands: two people at one shape, an observer, stock clients, records that cannot be shown, foreign content.
import type { TLShape, TLShapeId } from "@tldraw/tlschema";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { createRecordMap, type PlainRecord, recordsMap } from "#core/document.ts";
import { readAllRecords } from "#core/records.ts";
import { meet, type Someone } from "./people.ts";
import { ReplayPage } from "./replay-page.ts";
import { expect, test } from "./test.ts";

test("one moves a shape while another recolours it: both survive, and undo takes back one's own alone", async ({
	come,
	lineTo,
	baseURL,
}) => {
	const line = await lineTo(baseURL ?? "");
	const [ines, carl] = [await come("Ines"), await come("Carl", line)];
	const made = await ines.makeSession();
	await carl.accept(made.invites.candidate);
	await Promise.all([ines.enter(made.id), carl.enter(made.id)]);
	await carl.hand.box("Shared", { x: 100, y: 120 });
	await carl.isSaved();
	await expect.poll(() => ines.hand.labels()).toEqual(["Shared"]);
	const [before] = await carl.hand.shapes();

	// neither sees what the other does
	line.stall();
	await carl.hand.move({ x: 100, y: 150 }, { x: 220, y: 260 });
	await ines.hand.take("v");
	const edge = await ines.hand.onScreen({ x: 100, y: 150 });
	await ines.page.mouse.click(edge.x, edge.y);
	await ines.page.getByRole("radio", { name: "Color — Red", exact: true }).click();
	const [recoloured] = await ines.hand.shapes();
	expect(recoloured).toMatchObject({ x: before?.x, y: before?.y, props: { color: "red" } });
	const [moved] = await carl.hand.shapes();
	expect(moved).toMatchObject({ props: { color: "black" } });
	expect([moved?.x, moved?.y]).not.toEqual([before?.x, before?.y]);

	line.flow();
	for (const person of [ines, carl]) {
		await expect
			.poll(async () => (await person.hand.shapes())[0])
			.toMatchObject({ x: moved?.x, y: moved?.y, props: { color: "red" } });
		await person.isSaved();
	}

	for (const [keys, place] of [
		["Control+Z", before],
		["Control+Shift+Z", moved],
	] as const) {
		await carl.page.keyboard.press(keys);
		for (const person of [ines, carl]) {
			await expect
				.poll(async () => (await person.hand.shapes())[0])
				.toMatchObject({ x: place?.x, y: place?.y, props: { color: "red" } });
		}
	}
});

test("an observer sees everything, cannot draw, and nothing of his is stored", async ({ come }) => {
	const [ines, olga] = [await come("Ines"), await come("Olga")];
	const { id, invites } = await ines.makeSession();
	await olga.accept(invites.observer);
	await Promise.all([ines.enter(id), olga.enter(id)]);
	await ines.hand.box("Look", { x: 100, y: 120 });
	await ines.isSaved();
	await expect.poll(() => olga.hand.labels()).toEqual(["Look"]);
	const drawn = await ines.hand.records();

	await olga.hand.take("r");
	await olga.hand.drag({ x: 300, y: 120 }, { x: 400, y: 200 });
	await olga.hand.move({ x: 100, y: 150 }, { x: 300, y: 300 });
	await olga.page.keyboard.press("Delete");
	// what a script in his page writes into his own store goes nowhere either
	await olga.page.evaluate(() => {
		const editor = window.boardwalkEditor!;
		editor.updateInstanceState({ isReadonly: false });
		editor.createShape({ type: "geo", x: 10, y: 10 });
	});
	// a stroke that comes later by the same way shows that his would have come
	await ines.hand.box("Later", { x: 500, y: 120 });
	await ines.isSaved();
	await expect.poll(() => olga.hand.labels()).toEqual(["Later", "Look"]);
	const all = await ines.hand.records();
	expect(all).toHaveLength(2);
	expect(all).toEqual(expect.arrayContaining(drawn));
	const { frames, header } = await ines.recording(id);
	const olgas = header.people.find(({ name }) => name === "Olga")?.id;
	expect(frames.filter(({ kind, person }) => kind === "update" && person === olgas)).toEqual([]);
	await olga.page.reload();
	await olga.settled();
	await expect.poll(() => olga.hand.records()).toEqual(all);
});

test("a stock y-websocket client in plain Node converges with a browser", async ({ come }) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const { id } = await meet(ines, carl);
	const stock = await openStock(carl, id);
	await ines.hand.box("From the browser", { x: 100, y: 120 });
	await expect.poll(() => readAllRecords(stock.doc, { sessionId: id }).records.size).toBe(1);
	const [shape] = await ines.hand.shapes();
	const copy: TLShape = { ...(shape as TLShape), id: "shape:from-node" as TLShapeId, x: 400 };
	put(stock.doc, copy);
	for (const person of [ines, carl]) {
		await expect.poll(() => person.hand.labels()).toEqual(["From the browser", "From the browser"]);
		const records = [...readAllRecords(stock.doc, { sessionId: id }).records.values()];
		expect(await person.hand.records()).toEqual(records.sort((a, b) => (a.id < b.id ? -1 : 1)));
	}
	stock.leave();
});

test("records that cannot be shown leave everybody's board alive and are counted, in the room, after a reload, in the replay", async ({
	come,
}) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const { id } = await meet(ines, carl);
	await ines.start();
	await carl.hand.box("Good", { x: 100, y: 120 });
	await carl.isSaved();
	const [good] = (await carl.hand.shapes()) as [TLShape & { props: object }];

	const stock = await openStock(carl, id);
	const bad = (name: string, change: object) => ({ ...good, id: `shape:${name}`, ...change });
	const props = (change: object) => ({ props: { ...good.props, ...change } });
	stock.doc.transact(() => {
		const unknownNode = { type: "doc", content: [{ type: "marquee", content: [{ type: "text", text: "x" }] }] };
		put(stock.doc, bad("rich-text", props({ richText: unknownNode })));
		put(stock.doc, bad("link", props({ url: "javascript:alert(1)" })));
		put(stock.doc, bad("type", { type: "explosive" }));
		put(stock.doc, bad("nan", {}));
		recordsMap(stock.doc).get("shape:nan")?.set("xy", [Number.NaN, 0]);
		const picture = {
			...{ id: "asset:picture", typeName: "asset", type: "image", meta: {} },
			props: { src: "data:image/png;base64,AAAA", w: 1, h: 1, name: "x", isAnimated: false, mimeType: "image/png" },
		};
		put(stock.doc, picture);
		recordsMap(stock.doc).set("shape:no-map", "a string" as unknown as Y.Map<unknown>);
		put(stock.doc, bad("script", props({ richText: linkTo("javascript:alert(1)") })));
		put(stock.doc, bad("long", {}));
		recordsMap(stock.doc)
			.get("shape:long")
			?.set("rt", new Y.Text("long ".repeat(150_000)));
		put(stock.doc, bad("far", { x: 1e300 }));
		put(stock.doc, { ...bad("stroke", {}), type: "draw", props: {} } as unknown as PlainRecord);
		recordsMap(stock.doc).get("shape:stroke")?.set("pts", new Y.Text("\u0000 no points ~~~"));
	});
	// shapes in each other's ring, and far deeper in each other than anybody nests, lie on the page: empty groups, not seen
	stock.doc.transact(() => {
		for (let i = 0; i < 60; i++) {
			const parentId = i === 0 ? "shape:ring-1" : `shape:ring-${(i % 2) * 58 + i - 1}`;
			put(stock.doc, {
				...bad(`ring-${i}`, { parentId, index: `a1${i}V` }),
				type: "group",
				props: {},
			} as unknown as PlainRecord);
		}
	});

	const counted = /^10 objects could not be shown/;
	for (const person of [ines, carl]) await expect(person.page.getByText(counted)).toBeVisible();
	await carl.hand.box("After", { x: 300, y: 120 });
	await expect.poll(() => ines.hand.labels()).toEqual(["After", "Good"]);
	for (const person of [ines, carl]) {
		await person.page.reload();
		await person.settled();
		await expect(person.page.getByText(counted)).toBeVisible();
		await expect.poll(() => person.hand.labels()).toEqual(["After", "Good"]);
	}
	await ines.hand.box("Alive", { x: 500, y: 120 });
	await expect.poll(() => carl.hand.labels()).toEqual(["After", "Alive", "Good"]);
	await ines.isSaved();
	stock.leave();

	for (const person of [ines, carl]) {
		const replay = new ReplayPage(person);
		await replay.open(id);
		await replay.press("End");
		await expect(person.page.getByText(counted)).toBeVisible();
		await expect.poll(() => person.hand.labels()).toEqual(["After", "Alive", "Good"]);
		await replay.press("Home");
		await expect.poll(() => person.hand.labels()).toEqual([]);
	}
});

test("pasting an address is refused in words, and nothing lands on the board", async ({ come }) => {
	const ines = await come("Ines", { permissions: ["clipboard-read", "clipboard-write"] });
	const { id } = await ines.makeSession();
	await ines.enter(id);
	await ines.hand.rest();
	await ines.page.evaluate(() => navigator.clipboard.writeText("https://example.com/page"));
	await ines.page.keyboard.press("Control+V");
	await expect(ines.page.getByText(/^Web addresses cannot be put on the board/)).toBeVisible();
	expect(await ines.hand.records()).toEqual([]);
	await ines.hand.box("Still here", { x: 100, y: 120 });
	await ines.isSaved();
	expect(await ines.hand.records()).toHaveLength(1);
});

/** y-websocket as it comes, with somebody's cookie. */
async function openStock(
	person: Someone,
	sessionId: string,
	doc = new Y.Doc(),
): Promise<{ doc: Y.Doc; leave(): void }> {
	const cookie = (await person.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
	class SignedIn extends WebSocket {
		constructor(url: string) {
			super(url, { headers: { cookie } });
		}
	}
	const provider = new WebsocketProvider(`${person.url.replace("http", "ws")}/sync`, sessionId, doc, {
		WebSocketPolyfill: SignedIn as unknown as typeof globalThis.WebSocket,
		disableBc: true,
	});
	await expect.poll(() => provider.synced).toBe(true);
	return {
		doc,
		leave() {
			provider.destroy();
			doc.destroy();
		},
	};
}

/** A label whose words lead somewhere. */
function linkTo(href: string) {
	const text = {
		type: "text",
		text: "x",
		marks: [{ type: "link", attrs: { href, target: "_blank", rel: null, class: null } }],
	};
	return { type: "doc", content: [{ type: "paragraph", attrs: { dir: "auto" }, content: [text] }] };
}

function put(doc: Y.Doc, record: PlainRecord): void {
	recordsMap(doc).set(record.id, createRecordMap(record));
}

test("a flood of thousands of shapes is counted beyond 4,000, and everybody's board goes on", async ({ come }) => {
	const [ines, carl] = [await come("Ines"), await come("Carl")];
	const { id } = await meet(ines, carl);
	await carl.hand.box("Good", { x: 100, y: 120 });
	await carl.isSaved();
	const [good] = (await carl.hand.shapes()) as [TLShape];
	const flood = new Y.Doc();
	flood.transact(() => {
		for (let i = 0; i < 5_000; i++) {
			// ids beyond those that tldraw gives, so that those who were here first stay
			const place = { index: `b1${i}V`, x: 20_000 + (i % 70) * 130, y: Math.floor(i / 70) * 90 };
			put(flood, Object.assign({}, good, place, { id: `shape:~${i}` }));
		}
	});
	const stock = await openStock(carl, id, flood);
	for (const person of [ines, carl]) {
		await expect(person.page.getByText(/^1,?001 objects could not be shown/)).toBeVisible({ timeout: 60_000 });
		expect(await person.hand.shapes()).toHaveLength(4_000);
	}
	stock.leave();
	await carl.hand.move({ x: 100, y: 150 }, { x: 220, y: 260 });
	const placeOf = async (person: Someone) => {
		const shape = (await person.hand.shapes()).find(({ id }) => id === good.id);
		return [shape?.x, shape?.y];
	};
	expect(await placeOf(carl)).not.toEqual([good.x, good.y]);
	await expect.poll(() => placeOf(ines)).toEqual(await placeOf(carl));
	await carl.isSaved();
});
