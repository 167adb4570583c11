// The only reader of process.env: what an operator may set, each variable with its rule and the sentence that is printed when
// it is broken. The README's table of variables follows this file.
import { isIP } from "node:net";
import { resolve } from "node:path";
import { StartError } from "./start-error.ts";

export interface Env {
	port: number;
	/** undefined: all addresses */
	host: string | undefined;
	/** null: the embedded PostgreSQL */
	databaseUrl: string | null;
	dataDir: string;
	/** whether DATA_DIR was set; only our own default place may be moved */
	dataDirChosen: boolean;
	/** origin under which people reach the server, without a slash at its end */
	publicUrl: string | null;
	trustProxy: boolean;
	/** null: made and kept in the data folder (embedded PostgreSQL only) */
	authSecret: string | null;
	logLevel: string;
	tldrawLicenseKey: string | null;
	metricsToken: string | null;
	/** `npm run dev`; set by start.mjs, not by an operator */
	development: boolean;
}

type Source = Record<string, string | undefined>;

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];
/** A secret shorter than this can be guessed. */
const MIN_SECRET_CHARS = 32;
/** A token for one endpoint, on a trusted line. */
const MIN_TOKEN_CHARS = 16;

/** Reads and checks every variable; throws StartError with one sentence that names the bad one. */
export function readEnv(source: Source): Env {
	const databaseUrl = readDatabaseUrl(text(source, "DATABASE_URL"));
	const authSecret = text(source, "AUTH_SECRET");
	if (authSecret !== null && authSecret.length < MIN_SECRET_CHARS) {
		throw new StartError(
			`AUTH_SECRET must have at least ${MIN_SECRET_CHARS} characters; make one with: openssl rand -base64 32`,
		);
	}
	if (databaseUrl !== null && authSecret === null) {
		throw new StartError(
			"AUTH_SECRET must be set when DATABASE_URL is set, so that links and sign-ins survive a restart; make one with: openssl rand -base64 32",
		);
	}
	const metricsToken = text(source, "METRICS_TOKEN");
	if (metricsToken !== null && metricsToken.length < MIN_TOKEN_CHARS) {
		throw new StartError(`METRICS_TOKEN must have at least ${MIN_TOKEN_CHARS} characters.`);
	}
	const dataDir = text(source, "DATA_DIR");
	return {
		port: readPort(text(source, "PORT")),
		host: readHost(text(source, "HOST")),
		databaseUrl,
		dataDir: resolve(dataDir ?? "data"),
		dataDirChosen: dataDir !== null,
		publicUrl: readPublicUrl(text(source, "PUBLIC_URL")),
		trustProxy: readSwitch("TRUST_PROXY", text(source, "TRUST_PROXY")),
		authSecret,
		logLevel: readLogLevel(text(source, "LOG_LEVEL")),
		tldrawLicenseKey: text(source, "TLDRAW_LICENSE_KEY"),
		metricsToken,
		development: source.NODE_ENV === "development",
	};
}

let memo: Env | undefined;

/** The environment of this process. Call it only after index.ts has completed process.env (database, secret). */
export function env(): Env {
	memo ??= readEnv(process.env);
	return memo;
}

/** A variable that is empty or blank counts as not set: compose files hand over empty strings. */
function text(source: Source, name: string): string | null {
	const value = source[name]?.trim();
	return value === undefined || value === "" ? null : value;
}

function readPort(value: string | null): number {
	if (value === null) return 3000;
	const port = Number(value);
	if (!/^\d{1,5}$/.test(value) || port > 65_535) {
		throw new StartError(`PORT must be a whole number from 0 to 65535 (0 takes a free port), not "${value}".`);
	}
	return port;
}

function readHost(value: string | null): string | undefined {
	if (value === null) return undefined;
	if (isIP(value) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)) {
		throw new StartError(`HOST must be an address or a host name to listen on, such as 127.0.0.1, not "${value}".`);
	}
	return value;
}

function readDatabaseUrl(value: string | null): string | null {
	if (value === null) return null;
	// the value holds a password: never repeat it
	const url = URL.canParse(value) ? new URL(value) : null;
	if (url === null || !["postgres:", "postgresql:"].includes(url.protocol)) {
		throw new StartError("DATABASE_URL must look like postgresql://user:password@host:5432/database.");
	}
	return value;
}

function readPublicUrl(value: string | null): string | null {
	if (value === null) return null;
	const url = URL.canParse(value) ? new URL(value) : null;
	if (url === null || !["http:", "https:"].includes(url.protocol) || url.pathname !== "/" || url.search || url.hash) {
		throw new StartError(
			`PUBLIC_URL must be the address people open, such as https://boardwalk.example.org, without a path, not "${value}".`,
		);
	}
	return url.origin;
}

function readSwitch(name: string, value: string | null): boolean {
	if (value === null || ["0", "false", "no"].includes(value.toLowerCase())) return false;
	if (["1", "true", "yes"].includes(value.toLowerCase())) return true;
	throw new StartError(`${name} must be 1 or 0, not "${value}".`);
}

function readLogLevel(value: string | null): string {
	const level = (value ?? "warn").toLowerCase();
	if (!LOG_LEVELS.includes(level)) {
		throw new StartError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}, not "${value}".`);
	}
	return level;
}
