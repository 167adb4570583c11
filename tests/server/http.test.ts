// The one port: health, headers, origins, sizes and addresses, as seen from outside.
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_REQUEST_BYTES } from "#core/limits.ts";
import { startProxy } from "../helpers/proxy.ts";
import { startTestServer, type TestServer } from "../helpers/server.ts";

let server: TestServer;
beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.stop());

interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: string;
}

/** Node's own client: it sends any header that it is told to, which fetch does not. */
function ask(path: string, { method = "GET", headers = {}, body = "" } = {}): Promise<Answer> {
	return new Promise((done, fail) => {
		const request = httpRequest({ host: "127.0.0.1", port: server.port, path, method, headers }, (response) => {
			let text = "";
			response.setEncoding("utf8").on("data", (chunk: string) => {
				text += chunk;
			});
			response.on("end", () => done({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
		});
		request.on("error", fail);
		request.end(body);
	});
}

/** The first line of the answer to an upgrade. */
function upgrade(path: string, headers: Record<string, string> = {}): Promise<string> {
	return new Promise((done, fail) => {
		const socket = connect(server.port, "127.0.0.1");
		const lines = [
			`GET ${path} HTTP/1.1`,
			...Object.entries({
				Host: `127.0.0.1:${server.port}`,
				Connection: "Upgrade",
				Upgrade: "websocket",
				"Sec-WebSocket-Version": "13",
				"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
				...headers,
			}).map(([name, value]) => `${name}: ${value}`),
		];
		socket.write(`${lines.join("\r\n")}\r\n\r\n`);
		socket.once("data", (chunk) => {
			socket.destroy();
			done(String(chunk).split("\r\n")[0] ?? "");
		});
		socket.once("error", fail);
	});
}

describe("health", () => {
	it("/healthz answers 200 while the process lives", async () => {
		expect((await ask("/healthz")).status).toBe(200);
	});

	it("/readyz answers 200 while the database answers", async () => {
		const answer = await ask("/readyz");
		expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { status: "ready" }]);
	});

	it("/readyz answers 503 with a reason while the database does not answer, and 200 again after", async () => {
		const socketDir = new URL(server.databaseUrl).searchParams.get("host") ?? "";
		const proxy = await startProxy({ path: `${socketDir}/.s.PGSQL.5432` });
		const database = new URL(server.databaseUrl).pathname;
		const other = await startTestServer({ databaseUrl: `postgresql://postgres@127.0.0.1:${proxy.port}${database}` });
		const ready = async () => {
			const answer = await fetch(`${other.url}/readyz`);
			return [answer.status, (await answer.json()).reason];
		};
		try {
			expect(await ready()).toEqual([200, undefined]);
			proxy.down();
			await expect.poll(ready).toEqual([503, "The database cannot be reached."]);
			expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
			proxy.restore();
			await expect.poll(ready).toEqual([200, undefined]);
			proxy.stall();
			expect(await ready()).toEqual([503, "The database does not answer."]);
			proxy.flow();
			await expect.poll(ready).toEqual([200, undefined]);
		} finally {
			await other.stop();
			await proxy.close();
		}
	});
});

describe("headers", () => {
	it("every answer carries the security policy and is not guessed at", async () => {
		const { headers } = await ask("/anything");
		expect(headers["content-security-policy"]).toContain("default-src 'self'");
		expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
		expect(headers["content-security-policy"]).not.toContain("unsafe-eval");
		expect(headers["x-content-type-options"]).toBe("nosniff");
		expect(headers["x-powered-by"]).toBeUndefined();
	});

	it("a link's page is neither stored nor told to the next site", async () => {
		const { headers } = await ask("/join/some-token");
		expect(headers["cache-control"]).toBe("no-store");
		expect(headers["referrer-policy"]).toBe("no-referrer");
	});
});

describe("origins", () => {
	const post = (headers: Record<string, string>) => ask("/api/sessions", { method: "POST", headers, body: "{}" });
	const passes = 404; // nothing lies behind this server, but it let the request through
	const own = () => `http://127.0.0.1:${server.port}`;

	it.each([
		["another site", { origin: "https://evil.example" }],
		["this host under another port", { origin: "http://127.0.0.1:1" }],
		["no origin at all (a sandboxed frame)", { origin: "null" }],
		["a name that somebody points at this machine", { origin: "http://evil.example", host: "evil.example" }],
		["a cookie without an Origin", { cookie: "a=b" }],
	])("%s is refused with 403", async (_title, headers) => {
		const answer = await post(headers as Record<string, string>);
		expect(answer.status).toBe(403);
		expect(JSON.parse(answer.body).error.code).toBe("wrong-origin");
	});

	it("the page's own origin, a bearer without an Origin, and a program without a cookie pass", async () => {
		expect((await post({ origin: own(), cookie: "a=b" })).status).toBe(passes);
		expect((await post({ authorization: "Bearer x", cookie: "a=b" })).status).toBe(passes);
		expect((await post({})).status).toBe(passes);
		expect((await post({ origin: "http://board.local:3000", host: "board.local:3000" })).status).toBe(passes);
	});

	it("an upgrade from another site is refused before it happens", async () => {
		expect(await upgrade("/sync/x", { Origin: "https://evil.example" })).toBe("HTTP/1.1 403 Forbidden");
		expect(await upgrade("/socket.io/?EIO=4&transport=websocket", { Origin: "https://evil.example" })).toBe(
			"HTTP/1.1 403 Forbidden",
		);
	});

	it("with PUBLIC_URL exactly that origin passes", async () => {
		const other = await startTestServer({ env: { PUBLIC_URL: "https://board.example.org" } });
		const status = async (origin: string) =>
			(await fetch(`${other.url}/x`, { method: "POST", headers: { origin } })).status;
		try {
			expect(await status("https://board.example.org")).toBe(passes);
			expect(await status(other.url)).toBe(403);
			expect(await status("http://board.example.org")).toBe(403);
		} finally {
			delete process.env.PUBLIC_URL;
			await other.stop();
		}
	});
});

describe("requests that nobody should have to read", () => {
	it("a body over the limit is refused with 413", async () => {
		const answer = await ask("/api/sessions", {
			method: "POST",
			headers: { "content-length": String(MAX_REQUEST_BYTES + 1) },
		});
		expect(answer.status).toBe(413);
	});

	it("a body of unstated length is refused with 411", async () => {
		const headers = { "transfer-encoding": "chunked" };
		expect((await ask("/api/sessions", { method: "POST", headers, body: "{}" })).status).toBe(411);
	});

	it.each(["//evil.example/x", "//", "http://evil.example/x"])("the address %s is refused with 400", async (path) => {
		expect((await ask(path)).status).toBe(400);
		expect(await upgrade(path)).toBe("HTTP/1.1 400 Bad Request");
	});

	it("a socket where there is none gets 404, and bytes that are no HTTP get 400", async () => {
		expect(await upgrade("/elsewhere")).toBe("HTTP/1.1 404 Not Found");
		expect(await upgrade("/_next/hmr")).toBe("HTTP/1.1 404 Not Found");
		const line = await new Promise((done) => {
			const socket = connect(server.port, "127.0.0.1", () => socket.write("\0\x01 nonsense\r\n\r\n"));
			socket.once("data", (chunk) => done(String(chunk).split("\r\n")[0]));
		});
		expect(line).toBe("HTTP/1.1 400 Bad Request");
		expect((await ask("/healthz")).status).toBe(200);
	});
});
