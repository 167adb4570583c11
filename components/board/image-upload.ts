// Sends the bytes of one picture to the session and says how far it has come. By XMLHttpRequest, because fetch does not tell how much
// has been sent. Out: where the picture lies from now on, or why it does not, in words.
import * as z from "zod/mini";
import { errorSchema } from "#core/protocol.ts";
import { UPLOAD_STOPPED } from "./upload-words.ts";

const storedSchema = z.object({
	src: z.string(),
	width: z.int().check(z.positive()),
	height: z.int().check(z.positive()),
	type: z.string(),
});
export type StoredImage = z.infer<typeof storedSchema>;

/** A line on which five megabytes take longer is not one to wait for. */
const TIMEOUT_MS = 60_000;
const NO_ANSWER = "The server does not answer. Check your connection and try again.";

export interface UploadOptions {
	readonly sessionId: string;
	readonly blob: Blob;
	readonly signal: AbortSignal;
	/** 0 to 1 */
	onProgress(share: number): void;
}

/** Never throws. */
export function uploadImage(options: UploadOptions): Promise<StoredImage | { refused: string }> {
	const { sessionId, blob, signal, onProgress } = options;
	if (signal.aborted) return Promise.resolve({ refused: UPLOAD_STOPPED });
	return new Promise((done) => {
		const request = new XMLHttpRequest();
		const stop = () => request.abort();
		const settle = (result: StoredImage | { refused: string }) => {
			signal.removeEventListener("abort", stop);
			done(result);
		};
		request.upload.addEventListener("progress", (event) => {
			if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
		});
		request.addEventListener("load", () => settle(readAnswer(request.status, request.responseText)));
		request.addEventListener("error", () => settle({ refused: NO_ANSWER }));
		request.addEventListener("timeout", () => settle({ refused: NO_ANSWER }));
		request.addEventListener("abort", () => settle({ refused: UPLOAD_STOPPED }));
		signal.addEventListener("abort", stop);
		request.open("POST", `/api/sessions/${encodeURIComponent(sessionId)}/assets`);
		request.timeout = TIMEOUT_MS;
		request.send(blob);
	});
}

function readAnswer(status: number, text: string): StoredImage | { refused: string } {
	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch {
		content = null;
	}
	const stored = storedSchema.safeParse(content).data;
	if (status < 300 && stored) return stored;
	const refusal = errorSchema.safeParse(content).data;
	return { refused: refusal?.error.message ?? `The server could not take the picture (${status}). Try again.` };
}
