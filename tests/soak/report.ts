// What a soak found, as it is kept for the table of docs/benchmarks.md: the last whole run of this machine.
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod/mini";

const KEPT = join("dist", "soak", "report.json");

const soakReportSchema = z.object({
	seed: z.number(),
	serverKills: z.number(),
	postgresKills: z.number(),
	/** at a time */
	tabs: z.number(),
	edits: z.number(),
	/** shown as saved */
	acknowledged: z.number(),
	/** on their way when something was killed, or made while it was away: they had to heal from the tabs */
	healed: z.number(),
	/** shown as saved and not there: each is named in `losses` */
	lost: z.number(),
	losses: z.array(z.string()),
	/** ms from the moment the server listens (PostgreSQL answers) until all tabs are equal and saved */
	longestHealMs: z.number(),
	longestPostgresHealMs: z.number(),
	seconds: z.number(),
});
export type SoakReport = z.infer<typeof soakReportSchema>;

export async function keepReport(report: SoakReport): Promise<void> {
	await mkdir(dirname(KEPT), { recursive: true });
	await writeFile(KEPT, JSON.stringify(report, null, "\t"));
}

export interface KeptReport extends SoakReport {
	/** when it was made */
	readonly at: Date;
}

/** @returns null where no whole run was made */
export async function keptReport(): Promise<KeptReport | null> {
	const text = await readFile(KEPT, "utf8").catch(() => null);
	if (text === null) return null;
	return { ...soakReportSchema.parse(JSON.parse(text)), at: (await stat(KEPT)).mtime };
}
