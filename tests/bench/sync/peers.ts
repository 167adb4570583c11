// Other servers for shared documents, under the same load: installed from the package registry into a temporary folder, so that
// the project depends on none of them. Each runs as its makers ship it; what it stores, and when, is said beside its name. A peer
// that cannot be installed here is left out and said.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../server/prepare.mjs";
import type { Bundles } from "./bundle.ts";
import type { Seat } from "./client.ts";
import type { Pair, Target } from "./grounds.ts";
import { Program } from "./program.ts";

export interface Peer {
	/** with its version */
	readonly name: string;
	readonly stores: string;
	start(): Promise<Target>;
}

interface Recipe {
	readonly name: string;
	readonly stores: string;
	readonly packages: readonly string[];
	/** listens on a free port of this machine and tells it */
	readonly program: string;
	readonly seat: (port: number, room: string) => Seat;
}

const RECIPES: readonly Recipe[] = [
	{
		name: "y-websocket 2.1.0, its server",
		stores: "nothing",
		packages: ["y-websocket@2.1.0", "yjs@13.6.33", "ws@8.23.0"],
		program: `
import { createRequire } from "node:module";
import { WebSocketServer } from "ws";
const { setupWSConnection } = createRequire(import.meta.url)("y-websocket/bin/utils");
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
server.on("connection", setupWSConnection);
server.on("listening", () => process.send({ port: server.address().port }));
process.on("disconnect", () => process.exit(0));
`,
		seat: (port, room) => ({ url: `ws://127.0.0.1:${port}/${room}`, headers: {} }),
	},
	{
		name: "Hocuspocus 3.4.4",
		stores: "whole documents into files, 2 to 10 s later",
		packages: ["@hocuspocus/server@3.4.4", "yjs@13.6.33", "y-protocols@1.0.7"],
		program: `
import { writeFile } from "node:fs/promises";
import { Server } from "@hocuspocus/server";
import * as Y from "yjs";
const server = new Server({
	address: "127.0.0.1",
	port: 0,
	quiet: true,
	stopOnSignals: false,
	async onStoreDocument({ documentName, document }) {
		await writeFile("stored-" + documentName, Y.encodeStateAsUpdate(document));
	},
}, { perMessageDeflate: false });
await server.listen();
process.send({ port: server.address.port });
process.on("disconnect", () => process.exit(0));
`,
		seat: (port, room) => ({ url: `ws://127.0.0.1:${port}/`, headers: {}, prefix: room }),
	},
	{
		name: "tldraw sync 3.15.6",
		stores: "nothing",
		packages: ["@tldraw/sync-core@3.15.6", "@tldraw/tlschema@3.15.6", "ws@8.23.0"],
		program: `
import { TLSocketRoom } from "@tldraw/sync-core";
import { WebSocketServer } from "ws";
const rooms = new Map();
let sessions = 0;
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
server.on("connection", (socket, request) => {
	const room = rooms.get(request.url) ?? new TLSocketRoom({});
	rooms.set(request.url, room);
	room.handleSocketConnect({ sessionId: String(++sessions), socket });
});
server.on("listening", () => process.send({ port: server.address().port }));
process.on("disconnect", () => process.exit(0));
`,
		seat: (port, room) => ({ url: `ws://127.0.0.1:${port}/${room}`, headers: {}, speaks: "tldraw" }),
	},
];

export interface Peers {
	readonly peers: readonly Peer[];
	/** those that could not be installed, each with a reason */
	readonly missing: readonly string[];
	close(): Promise<void>;
}

export async function installPeers({ meter }: Pick<Bundles, "meter">, say: (what: string) => void): Promise<Peers> {
	const root = await mkdtemp(join(tmpdir(), "boardwalk-peers-"));
	const peers: Peer[] = [];
	const missing: string[] = [];
	for (const [no, recipe] of RECIPES.entries()) {
		const folder = join(root, String(no));
		const script = join(folder, "server.mjs");
		say(`installing ${recipe.name}`);
		try {
			await mkdir(folder);
			await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
			await writeFile(script, recipe.program);
			await run("npm", [
				"install",
				"--no-audit",
				"--no-fund",
				"--ignore-scripts",
				"--prefix",
				folder,
				...recipe.packages,
			]);
			const peer = { ...recipe, start: () => startPeer(recipe, { script, meter, cwd: folder }) };
			// whether it runs on this Node at all
			await (await peer.start()).end();
			peers.push(peer);
		} catch (error) {
			missing.push(`${recipe.name} (${error instanceof Error ? error.message : error})`);
		}
	}
	return { peers, missing, close: () => rm(root, { recursive: true, force: true }) };
}

async function startPeer({ seat }: Recipe, options: { script: string; meter: string; cwd: string }): Promise<Target> {
	const program = new Program(options);
	const port = await program.port.catch(async (error) => {
		await program.end("SIGKILL");
		throw error;
	});
	let rooms = 0;
	return {
		program,
		async pairs(count) {
			return Array.from({ length: count }, (): Pair => {
				const room = `room-${++rooms}`;
				return [seat(port, room), seat(port, room)];
			});
		},
		end: () => program.end("SIGKILL"),
	};
}
