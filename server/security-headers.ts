// What every answer of this server carries, set before Next sees the request. The policy was run with tldraw, sync and export
// without a violation; it allows inline script, which Next needs, so nothing may rely on it alone.
import type { ServerResponse } from "node:http";

/** tldraw asks its own content network for one watermark picture on https without a key; if that fails, nothing is missing. */
const TLDRAW_CDN = "https://cdn.tldraw.com";

export function policyOf({ development }: { development: boolean }): string {
	return [
		"default-src 'self'",
		// React's development build evaluates code for its error overlay
		`script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ""}`,
		"style-src 'self' 'unsafe-inline'",
		`img-src 'self' data: blob: ${TLDRAW_CDN}`,
		"font-src 'self' data:",
		"media-src 'self' blob: data:",
		`connect-src 'self' ${TLDRAW_CDN}${development ? " ws: wss:" : ""}`,
		"worker-src 'self' blob:",
		"frame-src 'none'",
		"object-src 'none'",
		"base-uri 'self'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	].join("; ");
}

/** `path` without its query. A path with a token in it is neither stored nor told to the next site. */
export function setSecurityHeaders(response: ServerResponse, path: string, policy: string): void {
	response.setHeader("Content-Security-Policy", policy);
	response.setHeader("X-Content-Type-Options", "nosniff");
	response.setHeader("X-Frame-Options", "DENY");
	response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
	response.setHeader("Referrer-Policy", "same-origin");
	if (!holdsToken(path)) return;
	response.setHeader("Referrer-Policy", "no-referrer");
	keepHeader(response, "Cache-Control", "no-store");
}

/** Whether the third part of the path is a link's token. */
export function holdsToken(path: string): boolean {
	return path.startsWith("/join/") || path.startsWith("/api/invites/");
}

/** A path as a log may show it: our own words and ids, which are short and plain. A link's token, mistyped paths of one, and what somebody wrote are not. */
export function pathForLog(path: string): string {
	return path
		.replace(/^(\/join\/|\/api\/invites\/)[^/]+/, "$1…")
		.split("/")
		.map((part) => (/^[\w.-]{0,32}$/.test(part) ? part : "…"))
		.join("/");
}

/** Sets a header that nobody behind us changes: Next sets its own Cache-Control on every page. */
function keepHeader(response: ServerResponse, name: string, value: string): void {
	response.setHeader(name, value);
	const setHeader = response.setHeader.bind(response);
	response.setHeader = (other, otherValue) =>
		other.toLowerCase() === name.toLowerCase() ? response : setHeader(other, otherValue);
}
