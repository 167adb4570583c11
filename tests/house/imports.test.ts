// The import rules stand, and each of them fails when it is broken: violating files are written into a small copy of the house, and
// dependency-cruiser must name for each the rule, the file and what it imports.
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let house: string;
const FOLDERS = ["app", "components", "core", "prisma", "server", "tests"];

/** What the violating files import must exist, or they would break another rule. */
const STANDING: Record<string, string> = {
	"core/thing.ts": "export const thing = 1;",
	"core/circle-a.ts": "export const name = 1;",
	"core/circle-b.ts": 'import { name } from "#core/circle-a.ts";\nexport const b = () => name;',
	"server/env.ts": "export const env = 1;",
	"server/rooms.ts": "export const rooms = 1;",
	"server/sync.ts": "export const sync = 1;",
	"server/auth.ts": "export const auth = 1;",
	"server/db/sessions.ts": "export const sessions = 1;",
	"components/ui/button.tsx": "export const Button = () => null;",
	"components/board/live-board.tsx": 'import { Tldraw } from "tldraw";\nexport const LiveBoard = Tldraw;',
	"components/session/room.tsx": "export const Room = () => null;",
	"components/replay/replay.tsx": "export const Replay = () => null;",
	"app/page.tsx": "export const page = 1;",
	"prisma/seed.ts": "export const seed = 1;",
	"tests/helpers/people.ts": "export const people = 1;",
};

/** rule, importing file, what it imports; of types alone where it says so */
const BROKEN: [rule: string, file: string, target: string, kind?: "type"][] = [
	["no-unresolved", "core/lost.ts", "#core/missing.ts"],
	["no-circle", "core/circle-a.ts", "#core/circle-b.ts"],
	["core-imports-core-only", "core/to-server.ts", "#server/env.ts"],
	["core-imports-core-only", "core/to-components.ts", "#components/ui/button.tsx"],
	["core-packages", "core/to-react.ts", "react"],
	["core-packages", "core/to-tldraw.ts", "tldraw"],
	["core-packages", "core/to-awareness.ts", "y-protocols/awareness"],
	["core-types-of-tldraw-only", "core/to-types.ts", "socket.io", "type"],
	["core-no-node", "core/to-files.ts", "node:fs"],
	["core-no-node", "core/to-timers.ts", "timers"],
	["server-imports", "server/to-components.ts", "#components/ui/button.tsx"],
	["server-imports", "server/to-app.ts", "../app/page.tsx"],
	["server-seed-from-index", "server/to-seed.ts", "#prisma/seed.ts"],
	["server-no-browser-packages", "server/to-tldraw.ts", "tldraw"],
	["server-no-browser-packages", "server/to-react.ts", "react"],
	["next-only-in-pages", "server/to-next.ts", "next"],
	["environment-and-log-know-nothing", "server/log.ts", "#server/rooms.ts"],
	["room-is-transport-free", "server/room.ts", "ws"],
	["room-is-transport-free", "server/room.ts", "socket.io"],
	["room-is-transport-free", "server/room.ts", "#server/db/sessions.ts"],
	["components-imports", "components/ui/to-server.tsx", "#server/env.ts"],
	["components-imports", "components/ui/to-app.tsx", "../../app/page.tsx"],
	["components-no-node", "components/ui/to-node.tsx", "node:path"],
	["components-no-server-packages", "components/ui/to-pg.tsx", "pg"],
	["tldraw-values-only-in-board", "components/session/to-tldraw.tsx", "tldraw"],
	["board-framework-ui-are-driven", "components/board/to-session.tsx", "#components/session/room.tsx"],
	["board-framework-ui-are-driven", "components/framework/to-replay.tsx", "#components/replay/replay.tsx"],
	["app-stateless-doors", "app/to-rooms.ts", "#server/rooms.ts"],
	["app-stateless-doors", "app/to-seed.ts", "#prisma/seed.ts"],
	["not-from-tests", "prisma/to-tests.ts", "#tests/helpers/people.ts"],
];

/** What looks alike and is allowed. */
const ALLOWED: [file: string, target: string, kind?: "type"][] = [
	["core/types-of-tldraw.ts", "tldraw", "type"],
	["core/to-yjs.ts", "yjs"],
	["core/to-zod.ts", "zod"],
	["components/session/types-of-tldraw.tsx", "tldraw", "type"],
	["components/session/to-board.tsx", "#components/board/live-board.tsx"],
	["server/index.ts", "#prisma/seed.ts"],
	["server/pages.ts", "next"],
	["app/to-database.ts", "#server/db/sessions.ts"],
	["app/to-auth.ts", "#server/auth.ts"],
	["app/to-env.ts", "#server/env.ts"],
];

interface Violation {
	rule: { name: string };
	from: string;
	/** as the file wrote it */
	to: string;
}

let violations: Violation[];

beforeAll(async () => {
	house = await realpath(await mkdtemp(join(tmpdir(), "boardwalk-house-")));
	for (const file of ["package.json", "tsconfig.json", ".dependency-cruiser.cjs"]) await cp(file, join(house, file));
	await symlink(resolve("node_modules"), join(house, "node_modules"));
	for (const folder of FOLDERS) await mkdir(join(house, folder), { recursive: true });
	for (const [path, text] of Object.entries(STANDING)) await put(path, text);
	const standing = look();
	if (standing.length > 0) throw new Error(`the small house is broken before: ${JSON.stringify(standing)}`);
	const imports: [string, string, "type"?][] = [...BROKEN.map(([, ...rest]) => rest), ...ALLOWED];
	for (const file of new Set(imports.map(([path]) => path))) {
		await put(
			file,
			imports
				.filter(([path]) => path === file)
				.map(importLine)
				.join("\n"),
		);
	}
	violations = look();
});
afterAll(() => rm(house, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
	await mkdir(dirname(join(house, path)), { recursive: true });
	await writeFile(join(house, path), `${text}\n`);
}

/** A value that is imported is used, or the compiler would leave the import out. */
function importLine([file, target, kind]: [string, string, "type"?], index: number): string {
	if (kind === "type") return `import type * as T${index} from "${target}";\nexport type X${index} = typeof T${index};`;
	const name = index === 0 ? "name" : `name${index}`;
	return `import * as v${index} from "${target}";\nexport const ${name} = ["${file}", v${index}];`;
}

function look(): Violation[] {
	const program = resolve("node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
	const args = [
		program,
		"--preserve-symlinks",
		"--config",
		".dependency-cruiser.cjs",
		"--output-type",
		"json",
		...FOLDERS,
	];
	const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: house, encoding: "utf8", maxBuffer: 64 << 20 });
	if (stdout === "") throw new Error(stderr);
	const {
		modules,
	}: {
		modules: { source: string; dependencies: { protocol?: string; module: string; rules?: { name: string }[] }[] }[];
	} = JSON.parse(stdout);
	return modules.flatMap(({ source, dependencies }) =>
		dependencies.flatMap(({ protocol = "", module, rules = [] }) =>
			rules.map((rule) => ({ rule, from: source, to: protocol + module })),
		),
	);
}

describe("import rules", () => {
	it.each(BROKEN)("%s: %s may not import %s", (rule, file, target) => {
		expect(violations.filter(({ from, to }) => from === file && to === target)).toContainEqual(
			expect.objectContaining({ rule: expect.objectContaining({ name: rule }) }),
		);
	});

	it.each(ALLOWED)("%s may import %s", (file, target) => {
		expect(violations.filter(({ from, to }) => from === file && to === target)).toEqual([]);
	});

	it("every rule of the house is among those shown to fail", async () => {
		const { default: config } = await import("../../.dependency-cruiser.cjs");
		const names: string[] = config.forbidden.map((rule: { name: string }) => rule.name);
		expect([...new Set(BROKEN.map(([rule]) => rule))].sort()).toEqual(names.sort());
	});
});
