// What the routes of a link share: how often an address may try links, and what a dead one says.
import type { Database } from "#server/db/client.ts";
import type { JoinRefusal } from "#server/db/participants.ts";
import { waitsForSeat } from "#server/db/seat-requests.ts";
import { Refusal } from "../../answer.ts";

export interface TokenContext {
	params: Promise<{ token: string }>;
}

/**
 * The token of a request that still may try one: 60 a minute for an address. Somebody who waits for a seat looks again and again
 * at a link that she proved to have, so she is counted for herself.
 * @throws Refusal 429; 404 for what cannot be a token
 */
export async function takeToken(
	request: Request,
	db: Database,
	{ params }: TokenContext,
	userId: string | null,
): Promise<string> {
	const waits = userId !== null && (await waitsForSeat(db, userId));
	// the server has made this header say the one true address
	const key = waits ? `waiting ${userId}` : `address ${request.headers.get("x-forwarded-for")}`;
	if (!db.lookups.take(key, Date.now())) {
		throw new Refusal(429, "too-many", "That was a bit much at once. Wait a minute and try again.");
	}
	const { token } = await params;
	if (!/^[\w-]{43}$/.test(token)) throw refusalOf({ refused: "unknown" });
	return token;
}

const REFUSALS = {
	unknown: [404, "This link does not lead anywhere. Perhaps it was cut off when it was copied."],
	revoked: [410, "This link was revoked. Ask the person who sent it for a new one."],
	expired: [410, "This link has expired. Ask the person who sent it for a new one."],
	over: [410, "This interview is over. Nobody can join it any more."],
	"seat-taken": [409, "This seat is taken. You can ask to be let in."],
} as const;

export function refusalOf({ refused }: JoinRefusal): Refusal {
	const [status, words] = REFUSALS[refused];
	return new Refusal(status, refused, words);
}
