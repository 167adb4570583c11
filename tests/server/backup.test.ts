// A backup as docs/operations.md describes it for the embedded database: the data folder of a stopped server, copied. What comes up
// on the copy is the whole server: sessions, recordings, pictures, sign-ins and links.
import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { holdSession, type Person } from "#tests/helpers/people.ts";
import { png } from "#tests/helpers/pictures.ts";
import { BareSocket, change, SessionClient } from "#tests/helpers/seats.ts";
import { spawnBoardwalk } from "#tests/helpers/spawned-server.ts";

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "boardwalk-backup-"));
	await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 10 });

/** better-auth's cookie carries the token that a bearer header would show. */
const tokenOf = ({ cookie }: Person) => ({ token: decodeURIComponent(cookie.split("=").slice(1).join("=")) });

test("[O5] a copy of a stopped server's data folder is a whole backup", async () => {
	const first = await spawnBoardwalk({ env: { DATA_DIR: join(folder, "lost") } });
	const { id, invites, interviewer, candidate } = await holdSession(first.url);
	const leader = new SessionClient(first.port, id, tokenOf(interviewer));
	const board = new BareSocket(first.port, id, tokenOf(candidate), { ack: true });
	await board.join();
	await until(() => expect(leader.view).not.toBeNull());
	expect(await leader.send({ type: "start" })).toEqual({ ok: true });
	expect(await leader.send({ type: "add-note", text: "worth keeping", kind: "note" })).toEqual({ ok: true });
	const doc = new Y.Doc();
	for (let i = 0; i < 30; i++) board.sync(2, change(doc, `k${i}`, "1"));
	await until(() => expect(board.acknowledged()).toBe(31));
	const picture = png({ width: 20, height: 10 });
	const sent = await fetch(`${first.url}/api/sessions/${id}/assets`, {
		method: "POST",
		headers: { authorization: `Bearer ${tokenOf(candidate).token}`, "content-type": "image/png" },
		body: new Uint8Array(picture),
	});
	const { src } = await sent.json();
	leader.leave();
	board.leave();
	await first.end();

	const copied = spawnSync("cp", ["-a", join(folder, "lost"), join(folder, "backup")], { encoding: "utf8" });
	expect([copied.status, copied.stderr]).toEqual([0, ""]);
	await rm(join(folder, "lost"), { recursive: true, force: true });

	const second = await spawnBoardwalk({ env: { DATA_DIR: join(folder, "backup") } });
	try {
		for (const person of [interviewer, candidate]) person.url = second.url;
		const again = new BareSocket(second.port, id, tokenOf(candidate));
		await again.join();
		await until(() => expect(again.heard(1).length).toBe(1));
		const restored = new Y.Doc();
		for (const update of again.heard(1)) Y.applyUpdate(restored, update);
		again.leave();
		expect(restored.getMap("records").toJSON()).toEqual(doc.getMap("records").toJSON());
		const leads = new SessionClient(second.port, id, tokenOf(interviewer));
		await until(() => expect(leads.view).toMatchObject({ role: "interviewer", notes: [{ text: "worth keeping" }] }));
		leads.leave();
		const shown = await fetch(`${second.url}${src}`, {
			headers: { authorization: `Bearer ${tokenOf(candidate).token}` },
		});
		expect(Buffer.from(await shown.arrayBuffer()).equals(picture)).toBe(true);
		const link = await fetch(`${second.url}/api/invites/${invites.observer?.split("/join/")[1]}`);
		expect(link.status).toBe(200);
	} finally {
		await second.end();
	}
});
