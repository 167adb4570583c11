// The one port: health, headers, origin and sizes, seen from outside.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../helpers/server.ts";

let server: TestServer;
beforeAll(async () => {
	server = await startTestServer();
});
afterAll(() => server.stop());

const ask = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);

describe("health", () => {
	it("answers /healthz while the process lives", async () => {
		expect((await ask("/healthz")).status).toBe(200);
	});

	it("answers /readyz with 200 while the database answers", async () => {
		const answer = await ask("/readyz");
		expect(answer.status).toBe(200);
		expect(await answer.json()).toEqual({ status: "ready" });
	});
});
