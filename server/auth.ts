// Who is asking: better-auth with guests (anonymous) and bearer tokens, one instance for routes and sockets. In: headers of a
// request. Out: the id of a user, or nobody. It knows nothing of sessions; membership is server/db/sessions.ts.
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { anonymous, bearer } from "better-auth/plugins";
import { type Database, database } from "./db/client.ts";
import { env } from "./env.ts";

/** A guest is this cookie: it lasts as long as browsers keep one. */
const SIGNED_IN_SECONDS = 365 * 24 * 3600;
/** Requests of one address a minute to the sign-in endpoints: a class behind one router signs in at once. */
const SIGN_INS_PER_MINUTE = 300;

function makeAuth(db: Database) {
	const { publicUrl, authSecret, port } = env();
	if (authSecret === null) throw new Error("AUTH_SECRET is not set: index.ts sets it before it serves");
	return betterAuth({
		appName: "Boardwalk",
		// only its path is used; links are built by server/db/invites.ts
		baseURL: publicUrl ?? `http://localhost:${port}`,
		basePath: "/api/auth",
		secret: authSecret,
		database: prismaAdapter(db.prisma, { provider: "postgresql" }),
		// the interview is `Session`; sign-in's own tables are named Auth*
		user: { modelName: "authUser" },
		session: {
			modelName: "authSession",
			expiresIn: SIGNED_IN_SECONDS,
			// a revoked sign-in must be felt at once
			cookieCache: { enabled: false },
		},
		account: { modelName: "authAccount" },
		verification: { modelName: "authVerification" },
		plugins: [
			// a guest's session outlives a later sign-up that links it
			anonymous({ disableDeleteAnonymousUser: true, emailDomainName: "guest.invalid" }),
			bearer(),
		],
		// the server has checked every Origin before (server/origin.ts); here the page's own host is trusted, whatever it is called
		trustedOrigins: (request) => {
			if (publicUrl !== null) return [publicUrl];
			const host = request?.headers.get("host");
			return host ? [`http://${host}`, `https://${host}`] : [];
		},
		advanced: {
			// without it production cookies are Secure and lost on plain http
			useSecureCookies: publicUrl?.startsWith("https:") ?? false,
			cookiePrefix: "boardwalk",
			// server/origin.ts makes this header say one true address
			ipAddress: { ipAddressHeaders: ["x-forwarded-for"] },
		},
		rateLimit: {
			enabled: true,
			window: 60,
			max: SIGN_INS_PER_MINUTE,
			customRules: { "/sign-in/*": { window: 60, max: SIGN_INS_PER_MINUTE } },
		},
		telemetry: { enabled: false },
		logger: {
			log: (level, message) => {
				if (level === "error" || level === "warn") db.log[level]({ from: "better-auth" }, message);
			},
		},
	});
}
type Auth = ReturnType<typeof makeAuth>;

declare global {
	var __boardwalkAuth: { db: Database; auth: Auth } | undefined;
}

/** Made on first use, because building the pages loads this file without a secret or a database. */
export function getAuth(): Auth {
	const db = database();
	if (globalThis.__boardwalkAuth?.db !== db) globalThis.__boardwalkAuth = { db, auth: makeAuth(db) };
	return globalThis.__boardwalkAuth.auth;
}

/**
 * The user of a request, by `Authorization: Bearer` or else by cookie; null for nobody. A request that shows a token is
 * judged by the token alone: a cookie beside it proves nothing.
 */
export async function signedInUser(headers: Headers): Promise<{ userId: string } | null> {
	const authorization = headers.get("authorization");
	const cookie = headers.get("cookie");
	if (authorization === null && cookie === null) return null;
	const shown = new Headers(authorization !== null ? { authorization } : { cookie: cookie ?? "" });
	const found = await getAuth().api.getSession({ headers: shown, query: { disableRefresh: true } });
	return found ? { userId: found.user.id } : null;
}
