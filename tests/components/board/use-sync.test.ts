// The hook that keeps a board connected, against a real socket: what still waits in the board when one goes elsewhere in the app goes
// along, although the connection ends before the binding does.
import { once } from "node:events";
import { renderHook } from "@testing-library/react";
import * as decoding from "lib0/decoding";
import { afterEach, expect, test, vi } from "vitest";
import { WebSocket as NodeSocket, WebSocketServer } from "ws";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";
import type { SyncOptions } from "#components/board/sync-connection.ts";
import { useSync } from "#components/board/use-sync.ts";
import { FRAME } from "#core/protocol.ts";

const server = new WebSocketServer({ port: 0 });
afterEach(() => server.close());

test("what waits in the board when its page is left is sent before the connection ends", async () => {
	if (!server.address()) await once(server, "listening");
	const address = server.address();
	if (typeof address !== "object" || !address) throw new Error("no port");
	const received: number[] = [];
	server.on("connection", (socket) =>
		socket.on("message", (data: Buffer) => {
			const decoder = decoding.createDecoder(new Uint8Array(data));
			if (decoding.readVarUint(decoder) === FRAME.sync) received.push(decoding.readVarUint(decoder));
		}),
	);
	const doc = new Y.Doc();
	let waiting = false;
	const options: SyncOptions = {
		url: `ws://127.0.0.1:${address.port}/sync`,
		sessionId: "s1",
		doc,
		flush() {
			if (waiting) doc.getMap("records").set("late", 1);
			waiting = false;
		},
		onState() {},
		onRefused() {},
		WebSocket: NodeSocket as unknown as typeof WebSocket,
	};
	const page = renderHook(() => useSync(options));
	await vi.waitFor(() => expect(received).toContain(syncProtocol.messageYjsSyncStep1));
	waiting = true;
	page.unmount();
	await vi.waitFor(() => expect(received).toContain(syncProtocol.messageYjsUpdate));
});
