// One picture on its way from a file to the session: made ready, sent, and named as an asset of the board. Comes into the page with
// the first picture that somebody puts on a board (images.ts asks for it), because most boards have none.
import { AssetRecordType, type TLImageAsset } from "tldraw";
import { makeReady, type Refused } from "./image-encoding.ts";
import { type UploadOptions, uploadImage } from "./image-upload.ts";

export interface Sent {
	readonly asset: TLImageAsset;
	/** how large it is meant to be seen, before it is fitted into the window */
	readonly width: number;
	readonly height: number;
}

interface SendOptions extends Omit<UploadOptions, "blob"> {
	/** what the picture is called on the board */
	readonly name: string;
}

/** Never throws. The asset is not yet on the board. */
export async function sendImage(file: File, { name, ...upload }: SendOptions): Promise<Sent | Refused> {
	const ready = await makeReady(file).catch((error: unknown) => {
		console.error("a picture could not be made ready", error);
		return { refused: "This picture cannot be read. Save it as PNG and try again." };
	});
	if ("refused" in ready) return ready;
	const stored = await uploadImage({ ...upload, blob: ready.blob });
	if ("refused" in stored) return stored;
	const asset: TLImageAsset = {
		// by the bytes: the same picture twice is one asset
		id: AssetRecordType.createId(stored.src.slice(-64, -32)),
		typeName: "asset",
		type: "image",
		props: {
			src: stored.src,
			name,
			w: stored.width,
			h: stored.height,
			mimeType: stored.type,
			isAnimated: stored.type === "image/gif",
			fileSize: ready.blob.size,
		},
		meta: {},
	};
	return { asset, width: ready.width, height: ready.height };
}
