// @vitest-environment jsdom
// Pictures on their way onto a board, in a whole editor without a browser: animated GIFs, which need no canvas, and a server that the
// test plays. Drawing anew itself is shown in a real browser (tests/e2e/pictures.spec.ts).
import { Blob as NodeBlob, File as NodeFile } from "node:buffer";
import { createShapeId, type Editor, type TLImageShape } from "tldraw";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { takeForeignContent } from "#components/board/foreign-content.ts";
import { encodingsFor } from "#components/board/image-encoding.ts";
import { Images } from "#components/board/images.ts";
import { createHeadlessEditor, type HeadlessEditor } from "#tests/helpers/headless-editor.ts";
import { gif, png } from "#tests/helpers/pictures.ts";

const HASH = "ab".repeat(32);

/** A request as the page makes it; the test answers. */
class PlayedRequest extends EventTarget {
	static all: PlayedRequest[] = [];
	readonly upload = new EventTarget();
	status = 0;
	responseText = "";
	timeout = 0;
	path = "";
	constructor() {
		super();
		PlayedRequest.all.push(this);
	}
	open(_method: string, path: string) {
		this.path = path;
	}
	send() {}
	abort() {
		this.dispatchEvent(new Event("abort"));
	}
	sent(share: number) {
		this.upload.dispatchEvent(
			Object.assign(new Event("progress"), { lengthComputable: true, loaded: share, total: 1 }),
		);
	}
	answers(status: number, body: unknown) {
		Object.assign(this, { status, responseText: JSON.stringify(body) });
		this.dispatchEvent(new Event("load"));
	}
	stores(hash = HASH) {
		this.answers(201, { src: `/api/sessions/s1/assets/${hash}`, width: 4, height: 3, type: "image/gif" });
	}
}

let board: HeadlessEditor;
let editor: Editor;
let images: Images;
let notices: string[];
let closeDoors: () => void;

beforeEach(() => {
	PlayedRequest.all = [];
	vi.stubGlobal("XMLHttpRequest", PlayedRequest);
	// jsdom's own cannot be read
	vi.stubGlobal("Blob", NodeBlob);
	vi.stubGlobal("File", NodeFile);
	board = createHeadlessEditor();
	editor = board.editor;
	notices = [];
	const onNotice = (words: string) => void notices.push(words);
	images = new Images(editor, "s1", onNotice);
	closeDoors = takeForeignContent(editor, { images, onNotice });
});
afterEach(() => {
	closeDoors();
	board.dispose();
	vi.unstubAllGlobals();
});

const moving = (name = "moving.gif", comment = "") =>
	new File(
		[
			new Uint8Array(
				gif(
					[4, 3],
					[
						[0, 0, 4, 3],
						[0, 0, 2, 2],
					],
					{ comment },
				),
			),
		],
		name,
	);
const shapes = () =>
	editor.getCurrentPageShapesSorted().filter((shape): shape is TLImageShape => shape.type === "image");
const request = async (index: number) => {
	await vi.waitFor(() => expect(PlayedRequest.all.length).toBeGreaterThan(index));
	return PlayedRequest.all[index] as PlayedRequest;
};

describe("[I2] how a picture is saved", () => {
	const wide = { width: 6_000, height: 3_000 };
	it("a photograph gets smaller, a screenshot of a large screen stays legible", () => {
		expect(encodingsFor("image/jpeg", wide)).toEqual([
			{ type: "image/jpeg", quality: 0.85, width: 2_560, height: 1_280 },
			{ type: "image/jpeg", quality: 0.85, width: 1_600, height: 800 },
		]);
		expect(encodingsFor("image/png", { width: 3_840, height: 2_160 })[0]).toEqual({
			...{ type: "image/png", width: 3_840, height: 2_160 },
		});
	});

	it("what is small already is saved once, as large as it is; no side vanishes", () => {
		expect(encodingsFor("image/png", { width: 30, height: 20 })).toEqual([
			{ type: "image/png", width: 30, height: 20 },
		]);
		expect(encodingsFor("image/png", { width: 8_192, height: 1 })[0]).toMatchObject({ width: 4_096, height: 1 });
	});

	it("an animated GIF goes as it is, without what was noted in it", async () => {
		const send = vi.spyOn(PlayedRequest.prototype, "send");
		void images.put([moving("a.gif", "48.85 N")]);
		await request(0);
		const [blob] = send.mock.calls[0] as unknown as [Blob];
		expect(Buffer.from(await blob.arrayBuffer())).toEqual(Buffer.from(await moving().arrayBuffer()));
		send.mockRestore();
	});
});

describe("[I7] a picture lies on the board when it is stored", () => {
	it("not before, then in one step that can be taken back and done again", async () => {
		const done = images.put([moving("Feature store.gif")], { x: 300, y: 200 });
		const sent = await request(0);
		expect(sent.path).toBe("/api/sessions/s1/assets");
		sent.sent(0.4);
		expect(images.underWay).toEqual({ left: 1, share: 0.4 });
		expect(editor.store.allRecords().filter(({ typeName }) => typeName === "asset" || typeName === "shape")).toEqual(
			[],
		);
		sent.stores();
		await done;
		expect(images.underWay).toBeNull();
		const [shape] = shapes();
		expect(shape).toMatchObject({ x: 298, y: 199, props: { w: 4, h: 3, altText: "Feature store" } });
		expect(editor.getAsset(shape?.props.assetId ?? null!)).toMatchObject({
			props: { src: `/api/sessions/s1/assets/${HASH}`, name: "Feature store.gif", mimeType: "image/gif" },
		});
		expect(editor.getSelectedShapeIds()).toEqual([shape?.id]);
		editor.undo();
		expect(shapes()).toEqual([]);
		editor.redo();
		expect(shapes()).toHaveLength(1);
	});

	it("several lie beside each other, in one step, one upload after the other; the same one twice is one asset", async () => {
		const done = images.put([moving("1.gif"), moving("2.gif"), moving("3.gif")], { x: 0, y: 0 });
		(await request(0)).stores("aa".repeat(32));
		(await request(1)).stores("bb".repeat(32));
		expect(PlayedRequest.all).toHaveLength(2);
		(await request(2)).stores("aa".repeat(32));
		await done;
		const [one, two, three] = shapes();
		expect((one?.x ?? 0) < (two?.x ?? 0) && (two?.x ?? 0) < (three?.x ?? 0)).toBe(true);
		expect(one?.props.assetId).toBe(three?.props.assetId);
		editor.undo();
		expect(shapes()).toEqual([]);
	});

	it("in the area under the point, and no larger than it", async () => {
		const area = createShapeId("area");
		editor.createShape({ id: area, type: "frame", x: 100, y: 100, props: { w: 200, h: 150 } });
		const done = images.put([moving()], { x: 101, y: 101 });
		(await request(0)).answers(201, {
			src: `/api/sessions/s1/assets/${HASH}`,
			width: 4_000,
			height: 3_000,
			type: "image/gif",
		});
		await done;
		expect(shapes()[0]?.parentId).toBe(area);
	});

	it("what the server refuses is said in its words, and the others come", async () => {
		const done = images.put([moving("a.gif"), moving("b.gif")]);
		(await request(0)).answers(507, {
			error: { code: "full", message: "The pictures of this session fill its 50 MB." },
		});
		(await request(1)).stores();
		await done;
		expect(notices).toEqual(["a.gif: The pictures of this session fill its 50 MB."]);
		expect(shapes()).toHaveLength(1);
	});

	it("no server, an answer that is none, no picture: words, and nothing on the board", async () => {
		const lost = images.put([moving()]);
		(await request(0)).dispatchEvent(new Event("error"));
		await lost;
		const odd = images.put([moving()]);
		(await request(1)).answers(502, "<html>");
		await odd;
		await images.put([new File(["PK\x03\x04"], "notes.png", { type: "image/png" })]);
		await images.put([new File([new Uint8Array(png({ claimed: [60_000, 1] }))], "bomb.png")]);
		expect(notices).toEqual([
			"The server does not answer. Check your connection and try again.",
			"The server could not take the picture (502). Try again.",
			"This is a zip archive, not a picture. Pictures up to 5 MB: PNG, JPEG, WebP or GIF.",
			"This picture is 60,000 by 1 pixels; a side may have 8,192 at most.",
		]);
		expect(shapes()).toEqual([]);
	});

	it("stopped, or no longer allowed to draw when the bytes have arrived: nothing comes onto the board", async () => {
		const stopped = images.put([moving(), moving()]);
		await request(0);
		images.cancel();
		await stopped;
		const late = images.put([moving()]);
		editor.updateInstanceState({ isReadonly: true });
		(await request(1)).stores();
		await late;
		await images.put([moving()]);
		expect(shapes()).toEqual([]);
		expect(notices.filter((words) => words.startsWith("You cannot draw here now"))).toHaveLength(2);
		expect(PlayedRequest.all).toHaveLength(2);
	});

	it("no more than eight at a time, and the rest is said", async () => {
		const done = images.put(Array.from({ length: 10 }, (_, index) => moving(`${index}.gif`)));
		for (let i = 0; i < 8; i++) (await request(i)).stores(`${i}`.repeat(64));
		await done;
		expect(shapes()).toHaveLength(8);
		expect(notices).toEqual(["8 pictures at a time: 2 were left out."]);
	});
});

describe("shapes that were copied with their pictures", () => {
	async function copied(src?: string) {
		const done = images.put([moving()]);
		(await request(0)).stores();
		await done;
		const content = structuredClone(editor.getContentFromCurrentPage(shapes().map(({ id }) => id)));
		if (!content) throw new Error("nothing was copied");
		for (const asset of content.assets) if (src !== undefined && asset.type === "image") asset.props.src = src;
		editor.selectAll().deleteShapes(editor.getSelectedShapeIds());
		return content;
	}
	const data = (bytes: Uint8Array) => `data:image/gif;base64,${Buffer.from(bytes).toString("base64")}`;

	it("in the same session: the picture that is here, whatever the copy says of its address", async () => {
		const content = await copied("https://evil.example/x.png");
		await editor.putExternalContent({ type: "tldraw", content });
		expect(shapes()).toHaveLength(1);
		expect(PlayedRequest.all).toHaveLength(1);
		expect(JSON.stringify(editor.store.allRecords())).not.toContain("evil");
	});

	it("from another session: its picture is sent anew; without its bytes it is left out in words", async () => {
		const content = await copied(data(new Uint8Array(await moving().arrayBuffer())));
		editor.deleteAssets(content.assets.map(({ id }) => id));
		const pasted = editor.putExternalContent({ type: "tldraw", content: structuredClone(content) });
		(await request(1)).stores("cd".repeat(32));
		await pasted;
		expect(editor.getAsset(shapes()[0]?.props.assetId ?? null!)).toMatchObject({
			props: { src: `/api/sessions/s1/assets/${"cd".repeat(32)}` },
		});
		editor.selectAll().deleteShapes(editor.getSelectedShapeIds());
		for (const src of [
			"https://evil.example/x.png",
			"data:text/html;base64,PGI+",
			"data:image/gif;base64,*",
			"/api/sessions/other/assets/1",
		]) {
			const foreign = structuredClone(content);
			for (const asset of foreign.assets) if (asset.type === "image") asset.props.src = src;
			await editor.putExternalContent({ type: "tldraw", content: foreign });
		}
		expect(shapes()).toEqual([]);
		expect(new Set(notices)).toEqual(new Set(["Some of what you pasted cannot be put on the board and was left out."]));
	});
});
