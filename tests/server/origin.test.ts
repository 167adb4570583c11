// The address of a request: what a client says of itself counts only when the operator trusts the proxy before us.
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { clientAddress, settleAddress } from "#server/origin.ts";

function requestFrom(address: string, headers: Record<string, string>): IncomingMessage {
	const socket = new Socket();
	Object.defineProperty(socket, "remoteAddress", { value: address });
	const request = new IncomingMessage(socket);
	Object.assign(request.headers, headers);
	return request;
}

describe("x-forwarded-for", () => {
	it("is overwritten with the socket's address, and its companions removed", () => {
		const request = requestFrom("::ffff:192.0.2.7", {
			"x-forwarded-for": "1.2.3.4",
			"x-forwarded-host": "evil.example",
		});
		settleAddress(request, { trustProxy: false });
		expect(clientAddress(request)).toBe("192.0.2.7");
		expect(request.headers["x-forwarded-host"]).toBeUndefined();
	});

	it("with TRUST_PROXY is what the proxy added last, never what the client wrote before it", () => {
		const request = requestFrom("10.0.0.1", { "x-forwarded-for": "1.2.3.4, 192.0.2.9" });
		settleAddress(request, { trustProxy: true });
		expect(clientAddress(request)).toBe("192.0.2.9");
	});

	it("with TRUST_PROXY and nonsense in it is the socket's address", () => {
		const request = requestFrom("10.0.0.1", { "x-forwarded-for": "not an address" });
		settleAddress(request, { trustProxy: true });
		expect(clientAddress(request)).toBe("10.0.0.1");
	});
});
