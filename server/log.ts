// The one structured logger, passed in wherever something is worth a line: JSON on standard error, ids as fields, never names,
// notes, tokens or secrets. What a person at the terminal should read goes to standard output instead (index.ts).
import { destination, type Logger, pino } from "pino";

export type { Logger } from "pino";

export function createLog(level: string): Logger {
	return pino(
		{
			level,
			base: null,
			// only what an error says: the whole error of a lost connection holds the connection's parameters
			serializers: { err: describeError },
			timestamp: () => `,"time":"${new Date().toISOString()}"`,
			redact: ["password", "token", "secret", "cookie", "authorization", "*.password", "*.token", "*.secret"],
		},
		destination({ fd: 2, sync: true }),
	);
}

function describeError(error: unknown): Record<string, unknown> {
	if (!(error instanceof Error)) return { message: String(error) };
	const code = "code" in error ? error.code : undefined;
	return { type: error.name, message: error.message, code, stack: error.stack };
}
