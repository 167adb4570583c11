// A person with a browser, as the tests see one: comes in, leads or follows an interview, looks at who is there. Drawing is
// the hand's (hand.ts), looking back the replay's (replay-page.ts). Finds things as people do: by role and name.
import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { decodeRecording } from "#core/recording.ts";
import type { Role } from "#core/session.ts";
import { Hand } from "./hand.ts";

export interface Made {
	id: string;
	invites: Partial<Record<Role, string>>;
}

export class Someone {
	readonly hand: Hand;

	constructor(
		readonly page: Page,
		readonly name: string,
		/** the server as this person sees it */
		readonly url: string,
	) {
		this.hand = new Hand(page);
	}

	get context(): BrowserContext {
		return this.page.context();
	}

	// ── by the pages ────────────────────────────────────────────────────────────────────────────────────────────
	/** Opens a room by the form of the first page. */
	async openRoom(wishes: { question: RegExp; minutes?: number; level?: string }): Promise<void> {
		const { page } = this;
		await page.goto("/");
		const option = page.getByRole("option", { name: wishes.question });
		// a press before the page's script is there opens nothing
		await expect(async () => {
			await page.getByRole("combobox", { name: "Question" }).click();
			await expect(option).toBeVisible({ timeout: 1_000 });
		}).toPass({ timeout: 20_000 });
		await option.click();
		if (wishes.minutes) await choose(page, "Length", `${wishes.minutes} min`);
		if (wishes.level) await choose(page, "Target level", wishes.level);
		await page.getByLabel("Your name").fill(this.name);
		await page.getByRole("button", { name: "Open the room" }).click();
		await page.waitForURL(/\/sessions\/[^/]+$/);
		await this.settled();
	}

	/** Reads a link out of the invite dialog. */
	async linkFor(role: "candidate" | "second interviewer" | "observers"): Promise<string> {
		await this.page.getByRole("button", { name: "Invite", exact: true }).click();
		const field = this.page.getByRole("textbox", { name: `Link for ${role}` });
		await expect(field).toHaveValue(/\/join\//);
		const link = await field.inputValue();
		await this.page.keyboard.press("Escape");
		return link;
	}

	/** Joins by a link, as people do. */
	async join(link: string): Promise<void> {
		await this.page.goto(link);
		await this.page.getByLabel("Your name").fill(this.name);
		await this.page.getByRole("checkbox", { name: /agree/ }).check();
		await this.page.getByRole("button", { name: /^Join as/ }).click();
		await this.page.waitForURL(/\/sessions\/[^/]+$/);
		await this.settled();
	}

	/** The same person, the same browser. */
	async anotherTab(): Promise<Someone> {
		return new Someone(await this.context.newPage(), this.name, this.url);
	}

	async enter(sessionId: string): Promise<void> {
		await this.page.goto(`/sessions/${sessionId}`);
		await this.settled();
	}

	/** The board is there and nothing waits to be stored. */
	async settled(): Promise<void> {
		await this.hand.ready();
		await this.isSaved();
	}

	async isSaved(): Promise<void> {
		await expect(this.saveState).toHaveText("Saved");
	}

	get sessionId(): string {
		return /\/sessions\/([^/?]+)/.exec(this.page.url())?.[1] ?? "";
	}

	/** "Saved", "Saving", "Offline, kept here", … */
	get saveState(): Locator {
		return this.page.getByRole("banner").getByRole("status");
	}

	get panel(): Locator {
		return this.page.getByRole("complementary", { name: /panel/i });
	}

	get sessionClock(): Locator {
		return this.page.getByRole("timer", { name: /^Session clock/ });
	}

	async start(): Promise<void> {
		await this.page.getByRole("button", { name: /^Start/ }).click();
		await expect(this.panel.getByRole("region", { name: "Before the start" })).toHaveCount(0);
	}

	/** Goes to a step by its plank. */
	async goTo(step: RegExp): Promise<void> {
		await this.page.getByRole("navigation", { name: "Steps" }).getByRole("button", { name: step }).click();
	}

	/** Writes a note by the key for it. */
	async note(text: string): Promise<void> {
		await this.hand.rest();
		await this.page.keyboard.press("j");
		const field = this.page.getByRole("textbox", { name: /^Note at/ });
		await expect(field).toBeFocused();
		await this.page.keyboard.type(text);
		await this.page.keyboard.press("Enter");
		await expect(field).toHaveValue("");
	}

	prompt(words: string | RegExp): Locator {
		return this.panel.getByRole("checkbox", { name: words });
	}

	async end(): Promise<void> {
		await this.page.getByRole("banner").getByRole("button", { name: "End" }).click();
		await this.page.getByRole("alertdialog").getByRole("button", { name: "End" }).click();
	}

	/** Lets observers replay the session. */
	async shareReplay(): Promise<void> {
		await this.page.getByRole("banner").getByRole("button", { name: "More" }).click();
		await this.page.getByRole("menuitem", { name: /^People/ }).click();
		const people = this.page.getByRole("dialog");
		await people.getByRole("checkbox", { name: /Observers may replay/ }).check();
		await this.page.keyboard.press("Escape");
	}

	async close(): Promise<void> {
		await this.page.getByRole("button", { name: "Close the session" }).click();
	}

	// ── by the HTTP API, where a test is about something else ───────────────────────────────────────────────────
	async call(method: string, path: string, data?: unknown) {
		const origin = new URL(this.url).origin;
		return this.context.request.fetch(path, { method, data, headers: { origin } });
	}

	async makeSession(wishes: Record<string, unknown> = {}): Promise<Made> {
		await this.signIn();
		const answer = await this.call("POST", "/api/sessions", {
			...{ kind: "led", questionId: "ad-click-prediction", minutes: 45, level: "senior", role: "interviewer" },
			name: this.name,
			...wishes,
		});
		expect(answer.status(), await answer.text()).toBe(201);
		return answer.json();
	}

	/** As a guest; whoever is one already stays the same. */
	async signIn(): Promise<void> {
		if ((await this.context.cookies()).length > 0) return;
		expect((await this.call("POST", "/api/auth/sign-in/anonymous", {})).status()).toBe(200);
	}

	/** Is in the session from now on, without having opened its room. */
	async accept(link: string | undefined): Promise<void> {
		await this.signIn();
		const token = link?.split("/join/")[1] ?? "";
		const answer = await this.call("POST", `/api/invites/${token}/accept`, { name: this.name, consent: true });
		expect(answer.status(), await answer.text()).toBe(200);
	}

	async recording(sessionId = this.sessionId) {
		const answer = await this.call("GET", `/api/sessions/${sessionId}/recording`);
		expect(answer.status()).toBe(200);
		return decodeRecording(new Uint8Array(await answer.body()));
	}
}

/** An interviewer and a candidate in one room, the clock not yet started. */
export async function meet(interviewer: Someone, candidate: Someone): Promise<Made> {
	const made = await interviewer.makeSession();
	await candidate.accept(made.invites.candidate);
	await Promise.all([interviewer.enter(made.id), candidate.enter(made.id)]);
	return made;
}

async function choose(page: Page, legend: string, option: string): Promise<void> {
	await page.getByRole("group", { name: legend }).getByText(option, { exact: true }).click();
}
