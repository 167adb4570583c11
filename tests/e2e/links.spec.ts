// Links and seats, by the pages: what each dead end says, how somebody comes back, how somebody is taken out.
import { meet, type Someone } from "./people.ts";
import { expect, test } from "./test.ts";

const title = (person: Someone) => person.page.getByRole("heading", { level: 1 });

test("nobody joins without a name and without having agreed to the recording", async ({ come, house }) => {
	const [ines, carl] = [await come("Ines", house), await come("Carl", house)];
	const { id, invites } = await ines.makeSession();
	await carl.page.goto(invites.candidate ?? "");
	await expect(carl.page.getByText("This session is recorded", { exact: true })).toBeVisible();
	await expect(carl.page.getByText("Ines invites you to an interview")).toBeVisible();
	await carl.page.getByLabel("Your name").fill("Carl");
	await carl.page.getByRole("button", { name: "Join as candidate" }).click();
	await expect(carl.page.getByText(/Tick the box to join/)).toBeVisible();
	expect(new URL(carl.page.url()).pathname).toMatch(/^\/join\//);
	expect(await house.ask("select 1 from participant where session_id = $1 and role = 'candidate'", [id])).toEqual([]);
	await carl.page.getByRole("checkbox", { name: /agree/ }).check();
	await carl.page.getByRole("button", { name: "Join as candidate" }).click();
	await carl.settled();
	expect(carl.sessionId).toBe(id);
});

test("a withdrawn link, an expired one, an unknown one and one's own each say so; a new one works", async ({
	come,
	house,
}) => {
	const [ines, carl] = [await come("Ines", house), await come("Carl", house)];
	const { id, invites } = await ines.makeSession();
	await ines.enter(id);

	await carl.page.goto("/join/nobody-knows-this-link");
	await expect(title(carl)).toHaveText("We do not know this link");

	const dialog = ines.page.getByRole("dialog", { name: "Invite" });
	const link = dialog.getByRole("region", { name: "Link for candidate" });
	await ines.page.getByRole("button", { name: "Invite", exact: true }).click();
	await link.getByRole("button", { name: "Withdraw" }).click();
	await expect(link.getByText("This link is withdrawn.")).toBeVisible();
	await carl.page.goto(invites.candidate ?? "");
	await expect(title(carl)).toHaveText("This link was withdrawn by Ines");

	await link.getByRole("button", { name: "Make a new link" }).click();
	const field = link.getByRole("textbox", { name: "Link for candidate" });
	await expect(field).not.toHaveValue(invites.candidate ?? "");
	const renewed = await field.inputValue();
	await carl.page.reload();
	await expect(title(carl)).toHaveText("We do not know this link");

	await house.ask(
		"update invite set expires_at = now() - interval '1 day' where session_id = $1 and role = 'candidate'",
		[id],
	);
	await carl.page.goto(renewed);
	await expect(title(carl)).toHaveText(/^This link ended on /);
	await house.ask(
		"update invite set expires_at = now() + interval '1 day' where session_id = $1 and role = 'candidate'",
		[id],
	);
	await carl.join(renewed);

	await carl.page.goto(renewed);
	await expect(title(carl)).toHaveText("You are already in");
	await carl.page.getByRole("link", { name: "Open the room" }).click();
	await carl.settled();
	await ines.page.goto(renewed);
	await expect(title(ines)).toHaveText("You are the interviewer here");
	await expect(ines.page.getByText(/private window/)).toBeVisible();
});

test("who finds the seat taken asks and is let in; the other one reads that the place moved", async ({
	come,
	house,
}) => {
	const [ines, carl] = [await come("Ines", house), await come("Carl", house)];
	const { id, invites } = await meet(ines, carl);
	await carl.hand.box("Mine", { x: 100, y: 120 });
	await carl.isSaved();

	const again = await come("Carl on his phone", house);
	await again.page.goto(invites.candidate ?? "");
	await expect(again.page.getByText("Carl already has this place.")).toBeVisible();
	await again.page.getByLabel("Your name").fill("Carl again");
	await again.page.getByRole("checkbox", { name: /agree/ }).check();
	await again.page.getByRole("button", { name: "Ask Ines to let you in" }).click();
	await expect(title(again)).toHaveText("Waiting for Ines");

	await ines.panel.getByText(/Carl again asks for the candidate’s place/).waitFor();
	await ines.panel.getByRole("button", { name: "Let in" }).click();
	await again.page.waitForURL(new RegExp(`/sessions/${id}$`));
	await again.settled();
	await expect(title(carl)).toHaveText("You are no longer in this session");
	await expect.poll(() => again.hand.labels()).toEqual(["Mine"]);
	await again.hand.box("Go on", { x: 300, y: 120 });
	await expect.poll(() => ines.hand.labels()).toEqual(["Go on", "Mine"]);
});

test("a person whom the interviewer removes reads it at once and cannot come back without a link", async ({
	come,
	house,
}) => {
	const [ines, carl] = [await come("Ines", house), await come("Carl", house)];
	const { id } = await meet(ines, carl);
	await ines.page.getByRole("button", { name: /^People: 2 of 2 here/ }).click();
	await ines.page.getByRole("button", { name: "Remove Carl" }).click();
	await ines.page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
	await expect(title(carl)).toHaveText("You are no longer in this session");
	await expect(carl.page.getByText(/An interviewer took you out/)).toBeVisible();
	await carl.page.goto(`/sessions/${id}`);
	await expect(title(carl)).toHaveText(/You are not part of this session|We do not know this session/);
	expect((await carl.call("GET", `/api/sessions/${id}/recording`)).status()).toBe(404);
});
