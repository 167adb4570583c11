// Who asks, and from which page: the Origin rule, checked once before Next and once in the upgrade router, and the address of a
// request, which only a trusted proxy may speak for. It knows nothing of users or sessions.
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

interface OriginRule {
	/** exactly this origin, where the operator named one */
	publicUrl: string | null;
}

/** Words for the refusal, or null: the request may pass. */
export function refuseOrigin(request: IncomingMessage, rule: OriginRule): string | null {
	const origin = request.headers.origin;
	if (origin === undefined) return refuseMissingOrigin(request);
	if (rule.publicUrl !== null) {
		return origin === rule.publicUrl
			? null
			: `This server is opened at ${rule.publicUrl}; the request came from elsewhere.`;
	}
	const from = URL.canParse(origin) ? new URL(origin) : null;
	if (from === null || from.host !== request.headers.host?.toLowerCase() || !/^https?:$/.test(from.protocol)) {
		return "The request came from a page of another site.";
	}
	// a name that somebody else's name server may point at this machine is no proof (DNS rebinding)
	return isLocalName(from.hostname) ? null : `Set PUBLIC_URL to open this server at ${from.origin}.`;
}

/** Programs send no Origin; browsers do whenever something changes, so a cookie without one is not to be believed. */
function refuseMissingOrigin(request: IncomingMessage): string | null {
	const changes = request.method !== "GET" && request.method !== "HEAD";
	if (!changes || request.headers.cookie === undefined || request.headers.authorization !== undefined) return null;
	return "A request that changes something needs an Origin header.";
}

function isLocalName(hostname: string): boolean {
	const name = hostname.replace(/^\[|\]$/g, "");
	return name === "localhost" || name.endsWith(".localhost") || name.endsWith(".local") || isIP(name) !== 0;
}

/**
 * Makes `x-forwarded-for` say one thing, the address of the person's end: the socket's, or what our own proxy added last.
 * Everything behind (rate limits, better-auth) reads that header.
 */
export function settleAddress(request: IncomingMessage, { trustProxy }: { trustProxy: boolean }): void {
	const added =
		String(request.headers["x-forwarded-for"] ?? "")
			.split(",")
			.at(-1)
			?.trim() ?? "";
	const address =
		trustProxy && isIP(added) !== 0 ? added : (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
	request.headers["x-forwarded-for"] = address;
	if (trustProxy) return;
	for (const name of ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-real-ip", "forwarded"]) {
		delete request.headers[name];
	}
}

/** The address of a request after settleAddress. */
export function clientAddress(request: IncomingMessage): string {
	return String(request.headers["x-forwarded-for"] ?? request.socket.remoteAddress ?? "");
}
