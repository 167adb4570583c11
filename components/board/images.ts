// Puts pictures on the board: each is made ready, sent, and only when the server has it, it lies on the board, all of one go in one
// step that can be taken back. What could not be put there is said in words. One upload after the other; what is under way can be
// watched and stopped. Knows no document: it writes into the editor as a hand does.
import {
	Box,
	createShapeId,
	type Editor,
	type TLFrameShape,
	type TLImageAsset,
	type TLImageShape,
	type TLShapeId,
	type VecLike,
} from "tldraw";
import { PAGE_ID } from "#core/document.ts";
import { MAX_NAME_CHARS, MAX_PICTURES_AT_ONCE } from "#core/limits.ts";
import { cleanLine } from "#core/text.ts";
import type { Sent } from "./image-sending.ts";
import { UPLOAD_STOPPED } from "./upload-words.ts";

/** What is being sent; null: nothing. */
export interface UploadsUnderWay {
	/** pictures that still come, with the one that is being sent */
	readonly left: number;
	/** of the one that is being sent, 0 to 1 */
	readonly share: number;
}

/** A picture covers at most this share of the window, or of the area that it is put into. */
const LARGEST_SHARE = 0.6;
const GAP = 16;
const MAY_NOT = "You cannot draw here now, so the picture was not put on the board.";
const NOT_LOADED =
	"The part of this page that sends pictures could not be loaded. Check your connection and try again, or reload the page.";

export class Images {
	readonly #listeners = new Set<() => void>();
	#underWay: UploadsUnderWay | null = null;
	#stop = new AbortController();
	/** the uploads before: one after the other */
	#last: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly editor: Editor,
		private readonly sessionId: string,
		private readonly onNotice: (words: string) => void,
	) {}

	get underWay(): UploadsUnderWay | null {
		return this.#underWay;
	}

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Stops what is under way; nothing of it comes onto the board. */
	readonly cancel = (): void => {
		this.#stop.abort();
		this.#stop = new AbortController();
	};

	/** Pastes, drops and picks end here. `at`: the middle of what is put, in page coordinates; without it that of the window. */
	async put(files: readonly File[], at?: VecLike): Promise<void> {
		const { editor } = this;
		if (editor.getIsReadonly()) return this.onNotice(MAY_NOT);
		const point = at ?? editor.getViewportPageBounds().center;
		const taken = files.slice(0, MAX_PICTURES_AT_ONCE);
		const sent: Sent[] = [];
		const refusals: string[] = [];
		await Promise.all(
			taken.map(async (file, index) => {
				const result = await this.send(file);
				if ("refused" in result)
					refusals.push(taken.length > 1 ? `${nameOf(file)}: ${result.refused}` : result.refused);
				else sent[index] = result;
			}),
		);
		if (files.length > taken.length) {
			refusals.push(`${MAX_PICTURES_AT_ONCE} pictures at a time: ${files.length - taken.length} were left out.`);
		}
		// the session ended, the board went away, while the bytes were under way
		if (sent.length > 0 && (editor.isDisposed || editor.getIsReadonly())) refusals.push(MAY_NOT);
		else if (sent.length > 0) this.#lay(sent.filter(Boolean), point);
		for (const words of refusals.slice(0, 2)) this.onNotice(words);
		if (refusals.length > 2) this.onNotice(`${refusals.length - 2} more could not be put on the board.`);
	}

	/** Puts another picture in the place of one that lies there, as wide as that was. */
	async replace(file: File, shapeId: TLShapeId): Promise<void> {
		const { editor } = this;
		if (editor.getIsReadonly()) return this.onNotice(MAY_NOT);
		const result = await this.send(file);
		if ("refused" in result) return this.onNotice(result.refused);
		const shape = editor.isDisposed ? undefined : editor.getShape(shapeId);
		if (!shape || !editor.isShapeOfType<TLImageShape>(shape, "image") || editor.getIsReadonly())
			return this.onNotice(MAY_NOT);
		const { asset, width, height } = result;
		editor.markHistoryStoppingPoint("replace a picture");
		editor.run(() => {
			this.#keep([asset]);
			const props = { assetId: asset.id, crop: null, h: (shape.props.w * height) / width };
			editor.updateShape({ id: shape.id, type: "image", props });
		});
	}

	/** Makes one file ready and sends it. The asset is not yet on the board. */
	async send(file: File): Promise<Sent | { refused: string }> {
		const { signal } = this.#stop;
		this.#tell({ left: (this.#underWay?.left ?? 0) + 1, share: this.#underWay?.share ?? 0 });
		const turn = this.#last.then(() => this.#sendNow(file, signal));
		this.#last = turn;
		const result = await turn;
		const left = (this.#underWay?.left ?? 1) - 1;
		this.#tell(left > 0 ? { left, share: 0 } : null);
		return result;
	}

	async #sendNow(file: File, signal: AbortSignal): Promise<Sent | { refused: string }> {
		const loading = import("./image-sending.ts").catch((error: unknown) => {
			console.error("what sends pictures could not be loaded", error);
			return null;
		});
		// on a slow line that may take a while, too
		const stopped = new Promise<"stopped">((done) => {
			if (signal.aborted) done("stopped");
			signal.addEventListener("abort", () => done("stopped"), { once: true });
		});
		const sending = await Promise.race([loading, stopped]);
		if (sending === "stopped") return { refused: UPLOAD_STOPPED };
		if (!sending) return { refused: NOT_LOADED };
		const onProgress = (share: number) => this.#tell({ left: this.#underWay?.left ?? 1, share });
		return sending.sendImage(file, { name: nameOf(file), sessionId: this.sessionId, signal, onProgress });
	}

	/** In a row, in one step, in the area that lies under the point. */
	#lay(sent: readonly Sent[], point: VecLike): void {
		const { editor } = this;
		const area = areaAt(editor, point);
		const room = (area && editor.getShapePageBounds(area)) ?? editor.getViewportPageBounds();
		const sizes = sent.map(({ width, height }) => {
			const most = {
				w: (room.w * (sent.length > 1 ? 0.95 : LARGEST_SHARE)) / sent.length - GAP,
				h: room.h * LARGEST_SHARE,
			};
			const scale = Math.min(1, most.w / width, most.h / height);
			return { w: Math.max(1, Math.round(width * scale)), h: Math.max(1, Math.round(height * scale)) };
		});
		const whole = sizes.reduce((sum, { w }) => sum + w + GAP, -GAP);
		const ids = sent.map(() => createShapeId());
		editor.markHistoryStoppingPoint("put pictures");
		editor.run(() => {
			this.#keep(sent.map(({ asset }) => asset));
			let x = point.x - whole / 2;
			for (const [index, { asset }] of sent.entries()) {
				const id = ids[index];
				const { w, h } = sizes[index] ?? { w: 1, h: 1 };
				const [left, top] = [Math.round(x), Math.round(point.y - h / 2)];
				x += w + GAP;
				if (!id) continue;
				const props = { assetId: asset.id, w, h, altText: altTextOf(asset.props.name) };
				editor.createShape({ id, type: "image", parentId: PAGE_ID, x: left, y: top, props });
			}
			if (area) editor.reparentShapes(ids, area.id);
			// somebody who went on drawing meanwhile keeps the tool and what is selected
			if (editor.isIn("select.idle")) editor.setSelectedShapes(ids);
		});
		const bounds = Box.Common(ids.flatMap((id) => editor.getShapePageBounds(id) ?? []));
		if (ids.some((id) => editor.getShape(id)) && !editor.getViewportPageBounds().collides(bounds)) {
			this.onNotice(sent.length > 1 ? "The pictures are on the board." : "The picture is on the board.");
		}
	}

	#keep(assets: readonly TLImageAsset[]): void {
		const fresh = new Map(assets.filter(({ id }) => !this.editor.getAsset(id)).map((asset) => [asset.id, asset]));
		if (fresh.size > 0) this.editor.createAssets([...fresh.values()]);
	}

	#tell(underWay: UploadsUnderWay | null): void {
		this.#underWay = underWay;
		for (const listener of this.#listeners) listener();
	}
}

/** The topmost titled area at a place. */
function areaAt(editor: Editor, point: VecLike): TLFrameShape | undefined {
	const frames = editor
		.getCurrentPageShapesSorted()
		.filter((shape): shape is TLFrameShape => shape.type === "frame" && !editor.isShapeOrAncestorLocked(shape));
	return frames.findLast((frame) => editor.getShapePageBounds(frame)?.containsPoint(point));
}

/** Names that browsers and programs give to what is only a clipboard. */
const NAMELESS = /^(image|tldrawFile|clipboard|unnamed|untitled|download|picture)?( ?\(?\d+\)?)?(\.\w+)?$/i;

function nameOf(file: File): string {
	const name = cleanLine(file.name.replace(/[\\/:*?"<>|]/g, " "));
	return name === "" || name === "tldrawFile" ? "Picture" : [...name].slice(0, MAX_NAME_CHARS).join("");
}

/** What a screen reader says of a picture whose file somebody has named. */
function altTextOf(name: string): string {
	return NAMELESS.test(name) ? "" : name.replace(/\.\w{2,5}$/, "");
}
