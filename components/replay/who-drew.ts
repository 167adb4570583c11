// Who drew what, for the eye: from the authors of the records and the people of the recording come the sign of each shape,
// the counts of the legend, and the words about one shape. Pure.
import type { Hand, ShapeHands } from "#components/board/author-marks.tsx";
import type { RecordingHeader } from "#core/recording.ts";
import type { Authorship } from "#core/replay-seek.ts";

type People = RecordingHeader["people"];
type Authors = ReadonlyMap<string, Authorship>;

const NOBODY: Hand = { role: "nobody", dashed: false };

/** The same object for a person as long as the people are the same. The second of a role is dashed. */
export function handsOfPeople(people: People): (id: string | null) => Hand {
	const hands = new Map<string, Hand>();
	for (const { id, role } of people) {
		const before = people.slice(
			0,
			people.findIndex((person) => person.id === id),
		);
		hands.set(id, { role, dashed: before.some((person) => person.role === role) });
	}
	return (id) => (id === null ? NOBODY : (hands.get(id) ?? NOBODY));
}

/** What is drawn over the shapes; bindings and images' files are nobody's drawing. */
export function handsOnBoard(authors: Authors, handOf: (id: string | null) => Hand): Map<string, ShapeHands> {
	const hands = new Map<string, ShapeHands>();
	for (const [id, { madeBy, changedBy }] of authors) {
		if (!id.startsWith("shape:")) continue;
		hands.set(id, { drawn: handOf(madeBy), changed: changedBy === madeBy ? null : handOf(changedBy) });
	}
	return hands;
}

export interface LegendRow {
	/** null: whoever the recording does not name */
	readonly person: People[number] | null;
	readonly hand: Hand;
	readonly drew: number;
	readonly changed: number;
}

/** Whoever drew or changed something on this board, in the order of the recording's people. */
export function legendOf(authors: Authors, people: People, handOf: (id: string | null) => Hand): LegendRow[] {
	const drew = new Map<string | null, number>();
	const changed = new Map<string | null, number>();
	const known = new Set<string | null>(people.map((person) => person.id));
	const count = (counts: typeof drew, id: string | null) => {
		const who = known.has(id) ? id : null;
		counts.set(who, (counts.get(who) ?? 0) + 1);
	};
	for (const [id, { madeBy, changedBy }] of authors) {
		if (!id.startsWith("shape:")) continue;
		count(drew, madeBy);
		if (changedBy !== madeBy) count(changed, changedBy);
	}
	return [...people, null]
		.map((person) => {
			const id = person?.id ?? null;
			return { person, hand: handOf(id), drew: drew.get(id) ?? 0, changed: changed.get(id) ?? 0 };
		})
		.filter((row) => row.drew + row.changed > 0);
}

export function drewWords({ person, drew, changed }: LegendRow): string {
	const name = person?.name ?? "Somebody not named";
	const parts = [drew > 0 ? `drew ${drew}` : "", changed > 0 ? `changed ${changed}` : ""];
	return `${name} ${parts.filter(Boolean).join(", ")}`;
}

/** A shape is drawn by a gesture and its first words; what comes later is a change. */
const DRAWING_MS = 10_000;

/** What is said of one shape: who drew it when, and who last changed it when. */
export function historyOf(
	{ madeBy, madeAt, changedBy, changedAt }: Authorship,
	people: People,
): { what: string; at: number }[] {
	const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? "somebody not named";
	const lines = [{ what: `Drawn by ${nameOf(madeBy)}`, at: madeAt }];
	const isOwn = changedBy === madeBy;
	if (!isOwn || changedAt - madeAt > DRAWING_MS) {
		lines.push({ what: isOwn ? "last changed" : `changed by ${nameOf(changedBy)}`, at: changedAt });
	}
	return lines;
}
