// Loaded into every process that is measured, ours or not (`--import`): answers over its own channel how much of the processor it
// has used, with all its threads, and how much memory it holds. A question with `collect` collects garbage first; one with `profileMs`
// is answered after so long with what the main thread did meanwhile.
import { Session } from "node:inspector/promises";
import { sharesOf } from "./profile.ts";

interface Question {
	usage?: number;
	collect?: boolean;
	profileMs?: number;
}

process.on("message", async ({ usage, collect, profileMs }: Question) => {
	if (usage === undefined) return;
	if (profileMs !== undefined) return void process.send?.({ usage, body: await profile(profileMs) });
	if (collect) for (let turn = 0; turn < 3; turn++) globalThis.gc?.();
	const { user, system } = process.cpuUsage();
	const { rss, heapUsed, external } = process.memoryUsage();
	// `live`: heap, buffers and what else belongs to objects
	process.send?.({ usage, body: { cpuMs: (user + system) / 1000, rss, live: heapUsed + external } });
});
// its questions alone keep no process alive
process.channel?.unref?.();

async function profile(forMs: number) {
	const session = new Session();
	session.connect();
	await session.post("Profiler.enable");
	await session.post("Profiler.setSamplingInterval", { interval: 250 });
	await session.post("Profiler.start");
	await new Promise((done) => setTimeout(done, forMs));
	const { profile: made } = await session.post("Profiler.stop");
	session.disconnect();
	return sharesOf(made, process.argv[1] ?? "");
}
