// Loaded into every process that is measured, ours or not (`--import`): answers over its own channel how much of the processor it
// has used, with all its threads, and how much memory it holds. A question with `collect` collects garbage first.
process.on("message", (question: { usage?: number; collect?: boolean }) => {
	if (question.usage === undefined) return;
	if (question.collect) for (let turn = 0; turn < 3; turn++) globalThis.gc?.();
	const { user, system } = process.cpuUsage();
	const { rss, heapUsed, external } = process.memoryUsage();
	// `live`: heap, buffers and what else belongs to objects
	process.send?.({ usage: question.usage, body: { cpuMs: (user + system) / 1000, rss, live: heapUsed + external } });
});
// its questions alone keep no process alive
process.channel?.unref?.();
