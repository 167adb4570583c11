import { expect, test } from "vitest";
import {
	type PresenceUser,
	presenceSchema,
	stampedPresenceSchema,
	stampPresence,
	withoutWish,
} from "#core/presence.ts";

const CARL: PresenceUser = { id: "p-carl", name: "Carl", role: "candidate" };

test("[Y9] a presence keeps what the schema knows and nothing else, at any depth", () => {
	const told = {
		cursor: { x: 1, y: 2, z: 3 },
		laser: true,
		following: "p-ines",
		bring: { to: "p-olga", now: true },
		viewport: { x: 0, y: 0, w: 10, h: 10, zoom: 4 },
		user: { id: "p-ines", name: "Ines", role: "interviewer" },
		scribbles: [{ points: [] }],
	};
	expect(stampPresence(told, CARL)).toEqual({
		cursor: { x: 1, y: 2 },
		laser: true,
		following: "p-ines",
		bring: { to: "p-olga" },
		viewport: { x: 0, y: 0, w: 10, h: 10 },
		user: CARL,
	});
});

test("[Y9] a laser, a person to follow or to bring that is none makes the whole state none", () => {
	for (const odd of [
		{ laser: "yes" },
		{ following: 7 },
		{ following: "" },
		{ following: "p".repeat(65) },
		{ bring: "p-olga" },
		{ bring: { to: null } },
		{ viewport: { x: Number.NaN, y: 0, w: 1, h: 1 } },
		{ viewport: { x: 1e9, y: 0, w: 1, h: 1 } },
	]) {
		expect(stampPresence({ cursor: null, ...odd }, CARL), JSON.stringify(odd)).toBeNull();
	}
});

test("[Y14] a state without its wish says the same otherwise", () => {
	const state = stampedPresenceSchema.parse({ cursor: null, laser: true, bring: { to: "p-olga" }, user: CARL });
	expect(withoutWish(state)).toEqual({ cursor: null, laser: true, user: CARL });
	expect(presenceSchema.parse({})).toEqual({ cursor: null });
});
