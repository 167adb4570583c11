// The floor that servers are measured against: hands every message of a room to the others in it, with the same socket library
// and the same settings, and does nothing else. With `--answers` it also answers each message with three bytes that mean nothing, five on the
// line: what anybody must send who says that something is saved. A process of its own.
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

const answer = process.argv.includes("--answers") ? new Uint8Array([99, 200, 1]) : null;
const rooms = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
server.on("connection", (ws, request) => {
	const name = request.url ?? "";
	const room = rooms.get(name) ?? new Set();
	rooms.set(name, room.add(ws));
	ws.on("message", (data: Buffer) => {
		for (const other of room) if (other !== ws) other.send(data);
		if (answer) ws.send(answer);
	});
	ws.on("error", () => {});
	ws.on("close", () => room.delete(ws));
});
server.on("listening", () => {
	const address: AddressInfo | string | null = server.address();
	if (typeof address === "object") process.send?.({ port: address?.port });
});
process.on("disconnect", () => process.exit(0));
