// One port: answers health, checks origin and size, hands pictures, the recording download, the pages and the two kinds of socket
// to whom they belong, and stops all of it in order. In: an open, migrated database. Out: a running server. It knows no session.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { openAssets } from "./assets.ts";
import type { Database } from "./db/client.ts";
import type { Env } from "./env.ts";
import {
	isOurAddress,
	pathOf,
	refuseRequest,
	refuseUpgrade,
	sendError,
	sendJson,
	whyNotReady,
} from "./http-answers.ts";
import { listen, urlHost } from "./listen.ts";
import type { Logger } from "./log.ts";
import { mayReadMetrics } from "./metrics-page.ts";
import { refuseOrigin, settleAddress } from "./origin.ts";
import { openPages, type Pages } from "./pages.ts";
import { createMetrics } from "./prometheus.ts";
import { openQuestionImport } from "./question-import.ts";
import { answerRecording } from "./recording-download.ts";
import { pathForLog, policyOf, setSecurityHeaders } from "./security-headers.ts";
import { openSockets } from "./sockets.ts";

export interface RunningServer {
	port: number;
	/** as this machine reaches it, without a slash at its end */
	url: string;
	stop(): Promise<void>;
}

interface Options {
	env: Env;
	log: Logger;
	database: Database;
	pages: "production" | "development" | "none";
}

/** Requests under way may finish for this long when we stop. */
const DRAIN_MS = 2_000;

export async function startServer(options: Options): Promise<RunningServer> {
	const { env, log, database } = options;
	const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000 });
	const policy = policyOf({ development: options.pages === "development" });
	const metrics = createMetrics();
	const sockets = openSockets({ db: database, log, metrics });
	const assets = openAssets(database);
	const imports = openQuestionImport(database);
	let pages: Pages | null = null;
	let state: "starting" | "serving" | "stopping" = "starting";
	/** requests that are being answered: a stop waits for them, not for idle connections */
	let underWay = 0;
	let settled = () => {};

	server.on("request", (request, response) => {
		underWay += 1;
		// said in the answer, too: who reports a failure can name the line in the log; routes read it from the request
		const requestId = randomUUID();
		request.headers["x-request-id"] = requestId;
		response.setHeader("X-Request-Id", requestId);
		const asked = { requestId, method: request.method, path: pathForLog(pathOf(request)) };
		response.once("close", () => {
			underWay -= 1;
			if (underWay === 0) settled();
			log.debug({ ...asked, status: response.statusCode }, "request");
		});
		answer(request, response).catch((error: unknown) => {
			log.error({ err: error, ...asked }, "request failed");
			if (response.headersSent) response.destroy();
			else sendError(response, 500, "internal", "Something went wrong on the server.");
		});
	});

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = pathOf(request);
		request.on("error", () => {});
		response.on("error", () => {});
		const mayMeasure = mayReadMetrics(request, env);
		settleAddress(request, env);
		setSecurityHeaders(response, path, policy);
		if (path === "/healthz") return sendJson(response, 200, { status: "alive" });
		if (path === "/readyz") {
			const reason = state === "serving" ? await whyNotReady(database) : `The server is ${state}.`;
			return sendJson(
				response,
				reason === null ? 200 : 503,
				reason === null ? { status: "ready" } : { status: "not ready", reason },
			);
		}
		if (path === "/metrics") return answerMetrics(response, mayMeasure);
		if (state !== "serving")
			return sendError(response, 503, "not-ready", `The server is ${state}; try again in a moment.`);
		const foreign = refuseOrigin(request, env);
		if (foreign !== null) return sendError(response, 403, "wrong-origin", foreign);
		// before the size of requests is looked at: a picture or a pack file may be larger
		if (await assets.answer(request, response)) return;
		if (await imports.answer(request, response)) return;
		const refused = refuseRequest(request);
		if (refused !== null) return sendError(response, refused.status, refused.code, refused.message);
		if (await answerRecording(request, response, database)) return;
		if (pages === null) return sendError(response, 404, "unknown", "There is nothing here.");
		await pages.handle(request, response);
	}

	/** also while starting and stopping: then they are worth most */
	async function answerMetrics(response: ServerResponse, may: ReturnType<typeof mayReadMetrics>): Promise<void> {
		if (may === "unknown") return sendError(response, 404, "unknown", "There is nothing here.");
		if (may === "forbidden") return sendError(response, 403, "wrong-token", "That is not the METRICS_TOKEN.");
		response.setHeader("Content-Type", metrics.contentType);
		response.setHeader("Cache-Control", "no-store");
		response.end(await metrics.text(sockets.census()));
	}

	const upgraded = new Set<Duplex>();
	server.on("upgrade", (request, socket, head) => {
		socket.on("error", () => socket.destroy());
		upgraded.add(socket);
		socket.once("close", () => upgraded.delete(socket));
		settleAddress(request, env);
		const foreign = refuseOrigin(request, env);
		if (foreign !== null) {
			metrics.refused("wrongOrigin");
			return refuseUpgrade(socket, "403 Forbidden", foreign);
		}
		if (!isOurAddress(request))
			return refuseUpgrade(socket, "400 Bad Request", "This is not an address of this server.");
		if (state !== "serving") {
			metrics.refused("stopping");
			return refuseUpgrade(socket, "503 Service Unavailable", `The server is ${state}.`);
		}
		route(request, socket, head);
	});

	function route(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		const path = pathOf(request);
		if (path.startsWith("/_next/") && options.pages === "development" && pages?.upgrade(request, socket, head)) return;
		if (sockets.upgrade(request, socket, head)) return;
		refuseUpgrade(socket, "404 Not Found", "There is no socket here.");
	}

	server.on("clientError", (_error, socket) => {
		if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
		else socket.destroy();
	});

	// the port first: whether it is taken is known at once, and /healthz answers from then on
	const port = await listen(server, env).catch(async (error: unknown) => {
		await sockets.stop();
		throw error;
	});
	server.on("error", (error) => log.error({ err: error }, "http server"));

	async function stop(): Promise<void> {
		// the first thing: /readyz says so from here on, and nobody new is let in, while those who are here are seen off
		state = "stopping";
		const begunMs = performance.now();
		log.info("stopping: no more writes are taken, what waits is being written");
		await Promise.all([sockets.stop(), imports.stop(), requestsAnswered()]);
		const closed = new Promise((done) => server.close(done));
		server.closeAllConnections();
		for (const socket of upgraded) socket.destroy();
		await closed;
		await pages?.close();
		log.info({ ms: Math.round(performance.now() - begunMs) }, "stopped serving");
	}

	function requestsAnswered(): Promise<void> {
		return new Promise<void>((done) => {
			const late = setTimeout(done, DRAIN_MS);
			settled = () => {
				clearTimeout(late);
				done();
			};
			if (underWay === 0) settled();
		});
	}

	try {
		if (options.pages !== "none") pages = await openPages(options.pages);
	} catch (error) {
		await stop();
		throw error;
	}
	state = "serving";
	return { port, url: `http://${urlHost(env.host)}:${port}`, stop };
}
