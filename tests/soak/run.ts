// `npm run soak`: kills the server a hundred times and its database twenty times while people draw, and says what was lost. Smaller:
// `npm run soak -- --server=10 --postgres=2 --seed=7`; `--json` prints the report as JSON alone. Ends with code 1 if anything was lost.
import { keepReport, type SoakReport } from "./report.ts";
import { soak } from "./soak.ts";

const args = process.argv.slice(2);

function numberOf(name: string, otherwise: number): number {
	const text = args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
	const value = Number(text ?? otherwise);
	if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} wants a whole number, not "${text}"`);
	return value;
}

function linesOf(report: SoakReport): string {
	const rows: [string, string | number][] = [
		["Kills of the server (-9)", report.serverKills],
		["Kills of PostgreSQL (-9 and immediate, by chance)", report.postgresKills],
		["Edits", report.edits],
		["Shown as saved", report.acknowledged],
		["On their way at a kill or made while it was away, healed from the tabs", report.healed],
		["Saved and lost", report.lost],
		["Longest heal after a kill of the server, from the moment it listens", `${report.longestHealMs} ms`],
		["Longest heal after a kill of PostgreSQL, from the moment it answers", `${report.longestPostgresHealMs} ms`],
		["Took", `${report.seconds} s, seed ${report.seed}`],
	];
	return rows.map(([name, value]) => `| ${name} | ${value.toLocaleString("en")} |`).join("\n");
}

/** What `npm run bench` puts into its table. */
const WHOLE = { serverKills: 100, postgresKills: 20 };

const isJson = args.includes("--json");
const report = await soak({
	serverKills: numberOf("server", WHOLE.serverKills),
	postgresKills: numberOf("postgres", WHOLE.postgresKills),
	seed: numberOf("seed", 20261121),
	say: (line) => {
		if (!isJson) console.log(line);
	},
});
console.log(isJson ? JSON.stringify(report) : `\n| Soak | |\n| --- | --- |\n${linesOf(report)}`);
if (report.serverKills >= WHOLE.serverKills && report.postgresKills >= WHOLE.postgresKills) await keepReport(report);
for (const loss of report.losses) console.error(`lost: ${loss}`);
// what the board's connection leaves behind would keep the process
process.exit(report.lost > 0 ? 1 : 0);
