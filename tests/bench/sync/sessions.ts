// Makes sessions with people in them at the database's own door: the HTTP door lets one guest make a few an hour.
import type { Role } from "#core/session.ts";
import type { Database } from "#server/db/client.ts";
import { createLog } from "#server/log.ts";

/** Of the servers that are measured, which must know the people that are made here. */
export const SECRET = "a secret for measurements that nobody else has to know";

export interface Sessions {
	readonly database: Database;
	/** @returns a token for `Authorization: Bearer` for each of the roles, the first of which made the session */
	make(roles: readonly ["interviewer", ...Role[]]): Promise<{ id: string; tokens: string[] }>;
	close(): Promise<void>;
}

export async function openSessions(databaseUrl: string): Promise<Sessions> {
	// auth reads the environment itself
	Object.assign(process.env, { DATABASE_URL: databaseUrl, AUTH_SECRET: SECRET });
	const { openDatabase } = await import("#server/db/client.ts");
	const { getAuth } = await import("#server/auth.ts");
	const { createSession } = await import("#server/db/create-session.ts");
	const { randomId } = await import("#server/db/random-id.ts");
	const { seed } = await import("#prisma/seed.ts");
	const log = createLog("fatal");
	const database = openDatabase(databaseUrl, log);
	await seed(database, log);

	async function guest(): Promise<{ userId: string; token: string }> {
		const signedIn = await getAuth().api.signInAnonymous({ headers: new Headers() });
		if (!signedIn) throw new Error("nobody was signed in");
		return { userId: signedIn.user.id, token: signedIn.token };
	}

	async function make(roles: readonly Role[]): Promise<{ id: string; tokens: string[] }> {
		const guests = await Promise.all(roles.map(guest));
		const created = await createSession(
			database,
			{ kind: "led", questionId: "ad-click-prediction", minutes: 45, level: "senior", name: "Ines" },
			guests[0]?.userId ?? "",
		);
		if ("refused" in created) throw new Error(`no session: ${created.refused}`);
		for (const [place, role] of roles.entries()) {
			const userId = guests[place]?.userId;
			if (place === 0 || userId === undefined) continue;
			await database.prisma.participant.create({
				data: { id: randomId(), sessionId: created.id, userId, role, name: `Person ${place}` },
			});
		}
		return { id: created.id, tokens: guests.map(({ token }) => token) };
	}

	return { database, make, close: () => database.close() };
}
