// docs/packs.md tells authors of packs what the schema asks for. Its table is compared with the schema, field by field, and its
// example is a whole pack: whoever changes the one changes the other.
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import * as z from "zod/mini";
import { HELPER_NAMES, HELPERS } from "#core/estimate.ts";
import { STEP_IDS } from "#core/framework.ts";
import { MAX_PACK_BYTES, MAX_PACK_NUMBERS } from "#core/limits.ts";
import { PACK_FIELD_VISIBILITY, questionPackSchema } from "#core/question.ts";
import { readPack } from "#server/read-pack.ts";

/** What of JSON Schema packs use. */
interface Shape {
	type?: string;
	const?: unknown;
	enum?: unknown[];
	anyOf?: Shape[];
	items?: Shape;
	prefixItems?: Shape[];
	required?: string[];
	properties?: Record<string, Shape>;
	minItems?: number;
	maxItems?: number;
	maxLength?: number;
	minimum?: number;
	maximum?: number;
}

const DOC = "docs/packs.md";

function itemOf(shape: Shape): Shape | undefined {
	return shape.prefixItems?.[0] ?? shape.items;
}

/** "list of 2 to 40: text, 300", "text, 300", "one of easy, medium, hard" */
function kindOf(shape: Shape): string {
	const ways = shape.anyOf?.filter((choice) => choice.const === undefined);
	if (ways && ways.length > 0)
		return ways.every(({ properties }) => properties) ? "fields" : ways.map(kindOf).join(" or ");
	const choices =
		shape.enum ?? shape.anyOf?.map((choice) => choice.const) ?? (shape.const === undefined ? null : [shape.const]);
	if (choices) return choices.length === 1 ? String(choices[0]) : `one of ${choices.join(", ")}`;
	const item = itemOf(shape);
	if (item) {
		const [least, most] = [shape.minItems ?? 0, shape.maxItems ?? shape.prefixItems?.length];
		return `list of ${least === most || shape.prefixItems ? most : `${least} to ${most}`}: ${kindOf(item)}`;
	}
	if (shape.type === "integer") return `whole number, ${shape.minimum} to ${shape.maximum}`;
	if (shape.type === "string") return shape.maxLength === undefined ? "name" : `text, ${shape.maxLength}`;
	return shape.type === "object" ? "fields" : (shape.type ?? "");
}

/** One shape with the fields of all that a value may be: needed is what each of them needs. */
function variantsOf(shape: Shape): Shape {
	const variants = shape.anyOf?.filter(({ properties }) => properties) ?? [];
	if (variants.length === 0) return shape;
	const properties: Record<string, Shape> = {};
	for (const variant of variants) {
		for (const [name, field] of Object.entries(variant.properties ?? {})) {
			const before = properties[name];
			const isNew = !before || JSON.stringify(before) === JSON.stringify(field);
			properties[name] = isNew ? field : { anyOf: [...(before.anyOf ?? [before]), field] };
		}
	}
	const required = Object.keys(properties).filter((name) => variants.every((each) => each.required?.includes(name)));
	return { properties, required };
}

/** Every field with what it is; the seven steps are alike and stand once. */
function fieldsOf(shape: Shape, path = ""): [path: string, kind: string][] {
	const own: [string, string][] = path === "" ? [] : [[path, kindOf(shape)]];
	const inside = Object.entries(variantsOf(shape).properties ?? {}).flatMap(([name, field]) => {
		if (path === "steps" && name !== STEP_IDS[0]) return [];
		const isOptional = !variantsOf(shape).required?.includes(name);
		const here = `${path === "" ? "" : `${path}.`}${path === "steps" ? "<step>" : name}${isOptional ? "?" : ""}`;
		return fieldsOf(field, here);
	});
	const items = variantsOf(itemOf(shape) ?? {}).properties
		? fieldsOf(itemOf(shape) ?? {}, `${path.replace(/\?$/, "")}[]`).slice(1)
		: [];
	return [...own, ...inside, ...items];
}

it("the table of docs/packs.md has every field of the schema, what it may be and who sees it", async () => {
	const expected = fieldsOf(z.toJSONSchema(questionPackSchema, { io: "input" }) as Shape).map(([path, kind]) => {
		const field = path.split(/[.[?]/, 1)[0] ?? "";
		const seen = Object.entries(PACK_FIELD_VISIBILITY).find(([name]) => name === field)?.[1];
		return [path, kind, seen === "public" ? "everybody" : "interviewers"];
	});
	expect(expected.length).toBeGreaterThan(50);
	const text = await readFile(DOC, "utf8");
	const rows = [...text.matchAll(/^\| `([^`]+)` \| ([^|]+) \| (everybody|interviewers) \| ([^|]+) \|$/gm)].map((row) =>
		row.slice(1, 4).map((cell) => cell.trim()),
	);
	expect(rows).toEqual(expected);
});

it("the table of helpers for estimates has every helper with its inputs, units and defaults", async () => {
	const text = await readFile(DOC, "utf8");
	const expected = HELPER_NAMES.map((name) => {
		const { title, inputs, unit } = HELPERS[name];
		const words = Object.entries(inputs).map(([input, { unit: of, list, default: given }]) =>
			[`\`${input}\``, list ? "(list)" : "", given === undefined ? "" : `(${given})`, of]
				.filter((part) => part !== "")
				.join(" "),
		);
		return `| \`${name}\` | ${title} | ${words.join(", ")} | ${unit} |`;
	});
	expect(expected.filter((row) => !text.includes(row))).toEqual([]);
	expect(text.match(/^\| `[a-z]\w+` \| [A-Z]/gm)).toHaveLength(HELPER_NAMES.length);
});

it("docs/packs.md names the limits of a file and of its numbers, and its example is a whole pack that anybody may load", async () => {
	const text = await readFile(DOC, "utf8");
	expect(text).toContain(`${MAX_PACK_BYTES / 1024} KB`);
	expect(text).toContain(`${MAX_PACK_NUMBERS} entries`);
	const example = await readFile("public/question-example.yaml", "utf8");
	expect(text).toContain("[public/question-example.yaml](../public/question-example.yaml)");
	expect(readPack(example)).toHaveProperty("pack.id", "ticket-urgency");
});
