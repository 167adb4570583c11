// One port: answers health, checks origin and size, hands the recording download, the pages and the two kinds of socket to whom
// they belong, and stops all of it in order. In: an open, migrated database. Out: a running server. It knows no session.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { MAX_REQUEST_BYTES } from "#core/limits.ts";
import type { Database } from "./db/client.ts";
import type { Env } from "./env.ts";
import type { Logger } from "./log.ts";
import { refuseOrigin, settleAddress } from "./origin.ts";
import { openPages } from "./pages.ts";
import { policyOf, setSecurityHeaders, withoutToken } from "./security-headers.ts";
import { openSockets } from "./sockets.ts";
import { StartError } from "./start-error.ts";

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

/** A database that does not answer in this time is not ready. */
const READY_TIMEOUT_MS = 2_000;
/** Requests under way may finish for this long when we stop. */
const DRAIN_MS = 2_000;

export async function startServer(options: Options): Promise<RunningServer> {
	const { env, log, database } = options;
	const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000 });
	const policy = policyOf({ development: options.pages === "development" });
	const pages = options.pages === "none" ? null : await openPages(options.pages);
	const sockets = openSockets({ db: database, log });
	let draining = false;

	server.on("request", (request, response) => {
		answer(request, response).catch((error: unknown) => {
			log.error({ err: error, path: withoutToken(pathOf(request)) }, "request failed");
			if (response.headersSent) response.destroy();
			else sendError(response, 500, "internal", "Something went wrong on the server.");
		});
	});

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = pathOf(request);
		request.on("error", () => {});
		response.on("error", () => {});
		settleAddress(request, env);
		setSecurityHeaders(response, path, policy);
		if (path === "/healthz") return sendJson(response, 200, { status: "alive" });
		if (path === "/readyz") {
			const reason = draining ? "The server is stopping." : await whyNotReady(database);
			return sendJson(
				response,
				reason === null ? 200 : 503,
				reason === null ? { status: "ready" } : { status: "not ready", reason },
			);
		}
		const foreign = refuseOrigin(request, env);
		if (foreign !== null) return sendError(response, 403, "wrong-origin", foreign);
		const tooLarge = refuseBody(request);
		if (tooLarge !== null) return sendError(response, tooLarge.status, tooLarge.code, tooLarge.message);
		if (pages === null) return sendError(response, 404, "unknown", "There is nothing here.");
		await pages.handle(request, response);
	}

	server.on("upgrade", (request, socket, head) => {
		socket.on("error", () => socket.destroy());
		settleAddress(request, env);
		const foreign = refuseOrigin(request, env);
		if (foreign !== null) return refuseUpgrade(socket, "403 Forbidden", foreign);
		if (draining) return refuseUpgrade(socket, "503 Service Unavailable", "The server is stopping.");
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

	await listen(server, env).catch(async (error: unknown) => {
		await sockets.stop();
		throw error;
	});
	server.on("error", (error) => log.error({ err: error }, "http server"));
	const port = (server.address() as AddressInfo).port;
	return {
		port,
		url: `http://${urlHost(env.host)}:${port}`,
		async stop() {
			draining = true;
			const closed = new Promise((done) => server.close(done));
			server.closeIdleConnections();
			await sockets.stop();
			const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
			await closed;
			clearTimeout(cut);
			await pages?.close();
		},
	};
}

function listen(server: Server, { port, host }: Env): Promise<void> {
	return new Promise((done, fail) => {
		server.once("error", (error: NodeJS.ErrnoException) => fail(explain(error, port, host)));
		server.listen({ port, host }, () => {
			server.removeAllListeners("error");
			done();
		});
	});
}

function explain(error: NodeJS.ErrnoException, port: number, host: string | undefined): Error {
	switch (error.code) {
		case "EADDRINUSE":
			return new StartError(
				`Port ${port} is taken by another program; stop that program, or choose another port: PORT=${port + 1} npm start`,
			);
		case "EACCES":
			return new StartError(`Port ${port} may be opened by root only; set PORT to 1024 or above.`);
		case "EADDRNOTAVAIL":
		case "ENOTFOUND":
		case "EAI_AGAIN":
			return new StartError(
				`HOST is ${host}, which is no address of this machine; leave it out to listen on all of them.`,
			);
		default:
			return error;
	}
}

async function whyNotReady(database: Database): Promise<string | null> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<string>((done) => {
		timer = setTimeout(() => done("The database does not answer."), READY_TIMEOUT_MS);
	});
	const asked = database.pool.query("select 1").then(
		() => null,
		() => "The database cannot be reached.",
	);
	const reason = await Promise.race([asked, late]);
	clearTimeout(timer);
	return reason;
}

/** Bodies are small JSON with a stated length: whoever reads them later may trust that. */
function refuseBody(request: IncomingMessage): { status: number; code: string; message: string } | null {
	if (request.headers["transfer-encoding"] !== undefined) {
		return { status: 411, code: "length-required", message: "Send the body with a Content-Length." };
	}
	if (Number(request.headers["content-length"] ?? 0) > MAX_REQUEST_BYTES) {
		return { status: 413, code: "too-large", message: `A request may have ${MAX_REQUEST_BYTES / 1024} KB at most.` };
	}
	return null;
}

function pathOf(request: IncomingMessage): string {
	return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
	response.statusCode = status;
	response.setHeader("Content-Type", "application/json; charset=utf-8");
	response.setHeader("Cache-Control", "no-store");
	// a body that nobody read would stand in the way of the connection's next request
	if (status >= 400) response.setHeader("Connection", "close");
	response.end(JSON.stringify(body));
}

function sendError(response: ServerResponse, status: number, code: string, message: string): void {
	sendJson(response, status, { error: { code, message } });
}

function refuseUpgrade(socket: Duplex, status: string, message: string): void {
	const body = JSON.stringify({ error: { code: "refused", message } });
	socket.end(
		`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
	);
}

function urlHost(host: string | undefined): string {
	if (host === undefined || host === "0.0.0.0" || host === "::") return "localhost";
	return host.includes(":") ? `[${host}]` : host;
}
