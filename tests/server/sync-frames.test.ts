// Frames as they lie on a WebSocket's line, read by a real client: written past the library, they come between what it writes itself.
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { expect, test, vi } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { onTheLine } from "#server/sync-frames.ts";

test("[Y6] a frame that is written in one piece arrives as it is, in its place among the others, whatever its length", async () => {
	const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
	await once(server, "listening");
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("no port");
	const accepted = once(server, "connection");
	const client = new WebSocket(`ws://127.0.0.1:${address.port}`, { perMessageDeflate: false });
	const heard: string[] = [];
	client.on("message", (data: Buffer, isBinary) => heard.push(`${isBinary} ${data.toString("hex")}`));
	try {
		const [ws, { socket: line }] = (await accepted) as [WebSocket, IncomingMessage];
		const sent: string[] = [];
		for (const length of [1, 2, 3, 124, 125, 126, 127, 255, 256, 257, 1_023, 1_024, 65_535]) {
			const frame = Uint8Array.from({ length }, (_, index) => (index * 7 + length) & 255);
			sent.push(`true ${Buffer.from(frame).toString("hex")}`);
			if (sent.length % 3 === 0) ws.send(frame);
			else line.write(onTheLine(frame));
			if (sent.length % 4 === 0) ws.ping();
		}
		ws.close(4400, "words");
		const [code, words] = await once(client, "close");
		expect([code, String(words)]).toEqual([4400, "words"]);
		await vi.waitFor(() => expect(heard).toEqual(sent));
	} finally {
		client.terminate();
		server.close();
	}
});
