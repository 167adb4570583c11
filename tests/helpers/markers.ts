// Markers: a question in which every field that somebody must not see holds words that occur nowhere else, made from the
// schema of packs, so that a field that is added tomorrow is marked without anybody thinking of it. Whoever collects bytes
// (sockets, HTTP, a browser) asks `findMarkers` what of it is in there.
import { randomBytes } from "node:crypto";
import * as z from "zod/mini";
import { PACK_FIELD_VISIBILITY, type QuestionPack, questionPackSchema } from "#core/question.ts";

export interface Marker {
	/** where it was planted, such as `pack.steps.model.hints.0.text` */
	place: string;
	text: string;
	/** who never sees it: anybody but interviewers; or until the start, anybody who did not choose the question */
	hidden: "always" | "until-start";
}

export interface MarkedPack {
	pack: QuestionPack;
	markers: Marker[];
}

/** Public fields of a question that a lobby may show. */
const SHOWN_IN_LOBBY: readonly string[] = ["schema_version", "family", "difficulty", "levels", "recommended_minutes"];

/** What of JSON Schema packs use. */
interface Shape {
	type?: string;
	const?: unknown;
	enum?: unknown[];
	anyOf?: Shape[];
	items?: Shape;
	prefixItems?: Shape[];
	minItems?: number;
	maximum?: number;
	properties?: Record<string, Shape>;
	additionalProperties?: unknown;
}

const SMALLEST_MARKER = 9e11;
const SECONDS_A_DAY = 86_400;

/** A marker that no other one begins with; lower-case, so that ids may be markers too. */
export function markerText(): string {
	return `mk${randomBytes(9).toString("hex")}`;
}

/**
 * A pack whose every free value is a marker.
 * @throws Error naming a private field that carries none: then nothing could prove that it stays private
 */
export function markPack(
	schema: z.ZodMiniObject = questionPackSchema,
	visibility: Readonly<Record<string, "public" | "private">> = PACK_FIELD_VISIBILITY,
): MarkedPack {
	const shape = z.toJSONSchema(schema, { io: "input" }) as Shape;
	const marked: { place: string; text: string }[] = [];
	const mark = <Value>(place: string, value: Value): Value => {
		marked.push({ place, text: String(value) });
		return value;
	};

	function fill(part: Shape, place: string, index: number): unknown {
		if (part.const !== undefined) return part.const;
		if (part.enum) return part.enum[0];
		// of several literals in an array the one at its place: hints have the levels 1, 2, 3
		if (part.anyOf) return fill(part.anyOf[Math.min(index, part.anyOf.length - 1)] ?? {}, place, 0);
		switch (part.type) {
			case "string":
				return mark(place, markerText());
			case "number":
			case "integer":
				// too small to be like no other number
				if (part.maximum !== undefined && part.maximum < SMALLEST_MARKER) return Math.min(index, part.maximum);
				return mark(place, Number.parseInt(`9${randomDigits(11)}`, 10));
			case "boolean":
				return true;
			case "array": {
				// of items that may be of several kinds one each
				const kinds = part.items?.anyOf?.filter(({ properties }) => properties).length ?? 0;
				const items = part.prefixItems ?? Array<Shape>(Math.max(1, kinds, part.minItems ?? 0)).fill(part.items ?? {});
				return items.map((item, at) => fillItem(item, `${place}.${at}`, at));
			}
			case "object": {
				const fields = Object.entries(part.properties ?? {}).map(([name, field]) => [
					name,
					fill(field, `${place}.${name}`, 0),
				]);
				// a field that the schema lets through without knowing it
				const open = part.additionalProperties !== false && part.additionalProperties !== undefined;
				if (open) fields.push(["not_in_the_schema", mark(`${place}.not_in_the_schema`, markerText())]);
				return Object.fromEntries(fields);
			}
			default:
				throw new Error(`${place}: tests/helpers/markers.ts does not know how to mark ${JSON.stringify(part)}`);
		}
	}

	function fillItem(item: Shape, place: string, index: number): unknown {
		if (item.type !== "object") return fill(item, place, index);
		const fields = Object.entries(item.properties ?? {});
		return Object.fromEntries(
			fields.map(([name, field]) => [name, fill(field, `${place}.${name}`, isChoice(field) ? index : 0)]),
		);
	}

	const filled = fill(shape, "pack", 0) as Record<string, unknown>;
	const pack = fitTogether(filled);
	const planted = JSON.stringify(pack);
	const markers = marked.flatMap(({ place, text }): Marker[] => {
		const field = place.split(".")[1] ?? "";
		if (!planted.includes(text)) return [];
		if (visibility[field] === "private") return [{ place, text, hidden: "always" }];
		return SHOWN_IN_LOBBY.includes(field) ? [] : [{ place, text, hidden: "until-start" }];
	});
	for (const field of Object.keys(shape.properties ?? {})) {
		if (SHOWN_IN_LOBBY.includes(field) && visibility[field] === "public") continue;
		if (!markers.some(({ place }) => place === `pack.${field}` || place.startsWith(`pack.${field}.`))) {
			throw new Error(`the field ${field} of a pack is hidden, but nothing in it can carry a marker`);
		}
	}
	return { pack: schema.parse(pack) as QuestionPack, markers };
}

function isChoice(field: Shape): boolean {
	return field.anyOf?.every((choice) => choice.const !== undefined) ?? false;
}

/** Makes the parts agree that depend on each other: arrows lead to boxes, the hops of the latency and the estimates add up. */
function fitTogether(filled: Record<string, unknown>): unknown {
	const pack = structuredClone(filled) as Record<string, unknown> & {
		reference_design?: { nodes: { id: string }[]; edges: { from: string; to: string }[] };
		numbers?: { latency_p99_ms: number; latency_budget_ms: { ms: number }[] };
		estimates?: { helper?: string; inputs?: unknown; result: unknown }[];
		sources?: { address?: string }[];
	};
	const node = pack.reference_design?.nodes[0]?.id ?? "";
	for (const edge of pack.reference_design?.edges ?? []) Object.assign(edge, { from: node, to: node });
	if (pack.numbers) {
		pack.numbers.latency_p99_ms = pack.numbers.latency_budget_ms.reduce((sum, hop) => sum + hop.ms, 0);
	}
	for (const estimate of pack.estimates ?? []) {
		if (estimate.helper !== "qpsAverage") continue;
		estimate.inputs = { users: estimate.result, requests_per_user_day: SECONDS_A_DAY };
	}
	for (const source of pack.sources ?? []) source.address = `https://${source.address}`;
	return pack;
}

function randomDigits(count: number): string {
	return Array.from(randomBytes(count), (byte) => byte % 10).join("");
}

/** Those markers that occur in the bytes; what was compressed must have been decompressed. */
export function findMarkers(bytes: Iterable<Uint8Array | string>, markers: readonly Marker[]): Marker[] {
	const heard = Buffer.concat(
		Array.from(bytes, (part) => Buffer.concat([Buffer.from(part), Buffer.from("\n")])),
	).toString("latin1");
	return markers.filter(({ text }) => heard.includes(text));
}
