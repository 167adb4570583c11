// GET /metrics: who may see the server's numbers. A program on this very machine may without more; everybody else needs the
// METRICS_TOKEN. A reverse proxy on this machine comes from loopback too and speaks for the whole network, so whatever looks like
// one (its headers, TRUST_PROXY, an https PUBLIC_URL, a name that is not this machine's) needs the token as well. It is asked
// before the address headers are settled. In: a request. Out: whether it may, and if not, which no.
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** What proxies add; none of it comes from a scraper of this machine. */
const PROXY_HEADERS = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

export interface MetricsRule {
	readonly metricsToken: string | null;
	readonly trustProxy: boolean;
	readonly publicUrl: string | null;
}

/** "unknown": it is not even said that there is something; "forbidden": the token shown is not ours. */
export function mayReadMetrics(request: IncomingMessage, rule: MetricsRule): "yes" | "unknown" | "forbidden" {
	const { authorization } = request.headers;
	if (authorization !== undefined) return isToken(authorization, rule.metricsToken) ? "yes" : "forbidden";
	return isOfThisMachine(request, rule) ? "yes" : "unknown";
}

function isToken(authorization: string, token: string | null): boolean {
	const shown = /^Bearer +(.+)$/i.exec(authorization)?.[1];
	return token !== null && shown !== undefined && timingSafeEqual(digestOf(shown), digestOf(token));
}

/** Of equal length whatever was shown. */
function digestOf(text: string): Buffer {
	return createHash("sha256").update(text).digest();
}

function isOfThisMachine({ socket, headers }: IncomingMessage, { trustProxy, publicUrl }: MetricsRule): boolean {
	// we end no TLS ourselves: where people come by https, somebody stands in front
	if (trustProxy || publicUrl?.startsWith("https:")) return false;
	if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return false;
	// a page that another site's name led here (DNS rebinding) names that site
	return isLoopback(socket.remoteAddress ?? "") && isLoopbackName(headers.host ?? "");
}

function isLoopback(address: string): boolean {
	return address === "::1" || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

function isLoopbackName(host: string): boolean {
	return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host);
}
