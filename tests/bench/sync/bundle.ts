// Makes the bench's programs as the production server is made, by the same bundler: what runs is what people run, and starts at once.
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { loadEsbuild, serverBundle } from "../../../server/prepare.mjs";

const PROGRAMS = ["server", "relay", "crowd", "probe", "meter"] as const;

export type Bundles = Readonly<Record<(typeof PROGRAMS)[number], string>>;

/** @param folder inside the project: packages stay outside of a bundle and are found from where it lies */
export async function bundlePrograms(folder = join("dist", "bench", "sync")): Promise<Bundles> {
	await mkdir(folder, { recursive: true });
	const options = serverBundle(folder);
	// the server's worker threads lie beside it
	const workers = options.entryPoints.filter(({ out }) => out.endsWith("-worker"));
	const own = PROGRAMS.map((name) => ({ in: `tests/bench/sync/${name}.ts`, out: name }));
	const esbuild = await loadEsbuild();
	await esbuild.build({ ...options, entryPoints: [...workers, ...own] });
	await esbuild.stop();
	const place = (name: string) => resolve(folder, `${name}.mjs`);
	return {
		server: place("server"),
		relay: place("relay"),
		crowd: place("crowd"),
		probe: place("probe"),
		meter: place("meter"),
	};
}
