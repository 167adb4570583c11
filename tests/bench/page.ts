// docs/benchmarks.md as a page of sections, one a part of the measurements, each with the day and the machine of its own figures: a part
// that is measured anew takes the place of its old section, and says nothing of the others. Texts go in, a text comes out.

export const PARTS = ["documents", "store", "page", "room", "sync", "soak"] as const;
export type Part = (typeof PARTS)[number];

const TITLES: Record<Part, string> = {
	documents: "What a recorded interview weighs",
	store: "Loading and seeking, without a browser",
	page: "The replay in a browser",
	room: "The page of a room",
	sync: "Sync",
	soak: "Kills",
};

export interface Section {
	readonly part: Part;
	/** YYYY-MM-DD */
	readonly day: string;
	readonly machine: string;
	readonly table: string;
	readonly method: string;
	/** what disturbed the measurement; said before its figures */
	readonly disturbed?: string;
}

const INTRODUCTION = `# Figures

Written by \`npm run bench\`, each part with the day on which it was measured. KB are 1,000 bytes. Figures of time are those of the machine that
is named, and those in a browser depend on what else it does. Even one machine is not equally fast on all days (what a bare relay takes says how fast it
was): of two days only multiples compare.
`;

const begin = (part: Part) => `<!-- ${part} -->`;
const end = (part: Part) => `<!-- end of ${part} -->`;

/** The page with these sections in place of the old ones; the others stay to the letter. */
export function pageWith(previous: string, measured: readonly Section[]): string {
	const sections = PARTS.flatMap((part) => {
		const section = measured.find((one) => one.part === part);
		const text = section ? textOf(section) : sectionIn(previous, part);
		return text === null ? [] : [text];
	});
	return `${[INTRODUCTION, ...sections].join("\n")}\n`;
}

function textOf({ part, day, machine, table, method, disturbed }: Section): string {
	const note = disturbed === undefined ? "" : ` ${disturbed}`;
	const lines = [begin(part), `## ${TITLES[part]}`, "", `Measured on ${day} (${machine}).${note}`, "", table, ""];
	return [...lines, method.trim(), end(part), ""].join("\n");
}

function sectionIn(page: string, part: Part): string | null {
	const from = page.indexOf(begin(part));
	const to = page.indexOf(end(part), from);
	return from < 0 || to < 0 ? null : `${page.slice(from, to)}${end(part)}\n`;
}
