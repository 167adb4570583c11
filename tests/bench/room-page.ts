// The page of a room: how much JavaScript a browser loads for it, beside an empty page of ours (the same frame, error pages and all)
// that only mounts tldraw, and how long it takes from a cold start to a board that can be drawn on.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "@playwright/test";
import { createSession, signIn } from "#tests/helpers/people.ts";
import { bin, run } from "../../server/prepare.mjs";
import { median } from "./figures.ts";
import type { House } from "./house.ts";

const COLD_LOADS = 5;
const EMPTY_PAGE = join("dist", "bench", "empty-page");

export interface RoomFigures {
	/** gzipped bytes of all scripts */
	readonly roomBytes: number;
	readonly emptyBytes: number;
	readonly coldMs: number;
}

export async function measureRoom(house: House): Promise<RoomFigures> {
	const visits: { bytes: number; ms: number }[] = [];
	for (let visit = 0; visit < COLD_LOADS; visit++) visits.push(await visitRoom(house));
	return {
		roomBytes: visits[0]?.bytes ?? Number.NaN,
		emptyBytes: await emptyPageBytes(house.browser),
		coldMs: median(visits.map(({ ms }) => ms)),
	};
}

/** A browser that has never been here, a session that was just made. */
async function visitRoom(house: House): Promise<{ bytes: number; ms: number }> {
	const person = await signIn(house.url);
	const { id } = await createSession(person);
	const context = await house.browser.newContext({ viewport: { width: 1440, height: 900 } });
	const cookies = person.cookie.split("; ").map((pair) => {
		const [name = "", ...value] = pair.split("=");
		return { name, value: value.join("="), url: house.url };
	});
	await context.addCookies(cookies);
	const page = await context.newPage();
	const scripts = gatherScripts(page);
	await page.goto(`${house.url}/sessions/${id}`, { waitUntil: "commit" });
	// polled by the page itself; since the navigation began
	const usable = await page.waitForFunction(
		() => {
			const isSaved = [...document.querySelectorAll("header [role=status]")].some(
				({ textContent }) => textContent === "Saved",
			);
			return window.boardwalkEditor && isSaved ? performance.now() : null;
		},
		null,
		{ polling: 10 },
	);
	const ms = (await usable.jsonValue()) ?? Number.NaN;
	const bytes = await scripts.bytes();
	await context.close();
	return { bytes, ms };
}

/** Follows what a page loads. */
function gatherScripts(page: Page): { bytes(): Promise<number> } {
	const bodies = new Map<string, Promise<Buffer>>();
	page.on("response", (response) => {
		if (response.request().resourceType() === "script") bodies.set(response.url(), response.body());
	});
	return {
		async bytes() {
			await page.waitForLoadState("networkidle");
			const scripts = await Promise.all(bodies.values());
			return scripts.reduce((sum, script) => sum + gzipSync(script).byteLength, 0);
		},
	};
}

/** Our frame of every page, and nothing in it but a board of tldraw's own. */
const EMPTY_PAGE_FILES: Record<string, string> = {
	"package.json": JSON.stringify({ private: true, type: "module" }),
	// packages and our own files lie above it
	"next.config.js": `export default { poweredByHeader: false, turbopack: { root: ${JSON.stringify(resolve("."))} } };`,
	"app/layout.jsx": `export { default } from "../../../../app/layout.tsx";`,
	"app/not-found.jsx": `export { default } from "../../../../app/not-found.tsx";`,
	"app/error.jsx": `"use client";\nexport { default } from "../../../../app/error.tsx";`,
	"app/global-error.jsx": `"use client";\nexport { default } from "../../../../app/global-error.tsx";`,
	"app/page.jsx": `"use client";
import dynamic from "next/dynamic";
const Board = dynamic(() => import("./board.jsx"), { ssr: false });
export default function Page() {
	return <div style={{ position: "fixed", inset: 0 }}><Board /></div>;
}`,
	"app/board.jsx": `import { Tldraw } from "tldraw";
import "tldraw/tldraw.css";
export default function Board() {
	return <Tldraw onMount={(editor) => { window.boardwalkEditor = editor; }} />;
}`,
};

/** Built by the same Next, with the same packages. */
async function emptyPageBytes(browser: Browser): Promise<number> {
	await rm(EMPTY_PAGE, { recursive: true, force: true });
	await mkdir(join(EMPTY_PAGE, "app"), { recursive: true });
	for (const [name, text] of Object.entries(EMPTY_PAGE_FILES)) await writeFile(join(EMPTY_PAGE, name), text);
	const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
	await run(process.execPath, [bin("next", "next"), "build", EMPTY_PAGE], { env });
	const { url, stop } = await serve(EMPTY_PAGE, env);
	try {
		const page = await browser.newPage();
		// tldraw fetches its fonts from its own network, which is no script
		await page.route(
			(address) => address.host !== new URL(url).host,
			(route) => route.abort(),
		);
		const scripts = gatherScripts(page);
		await page.goto(url);
		await page.waitForFunction(() => window.boardwalkEditor !== undefined);
		const bytes = await scripts.bytes();
		await page.close();
		return bytes;
	} finally {
		await stop();
	}
}

async function serve(folder: string, env: NodeJS.ProcessEnv): Promise<{ url: string; stop(): Promise<void> }> {
	const child = spawn(process.execPath, [bin("next", "next"), "start", folder, "-p", "0", "-H", "127.0.0.1"], {
		env,
		stdio: ["ignore", "pipe", "inherit"],
	});
	let output = "";
	const url = await new Promise<string>((done, fail) => {
		child.once("close", () => fail(new Error(`the empty page is not served:\n${output}`)));
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			output += text;
			const found = /http:\/\/[\w.]+:(\d+)/.exec(output);
			if (found && found[1] !== "0" && output.includes("Ready")) done(`http://127.0.0.1:${found[1]}`);
		});
	});
	return {
		url,
		async stop() {
			const gone = once(child, "close");
			child.kill("SIGTERM");
			await gone;
		},
	};
}
