// Plain labels and their text, and changes of a text that are carried over other people's.
import { toRichText } from "@tldraw/tlschema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeTexts } from "#core/document-texts.ts";
import { applySplice, plainTextOf, rebase, richTextOf, spliceBetween } from "#core/label.ts";
import { richTextProblem } from "#core/rich-text.ts";

const text = fc.string({
	unit: fc.constantFrom("a", "b", "b", " ", "\n", "é", "😀", "😁", "👨‍👩‍👧", "ש"),
	maxLength: 14,
});
const isWellFormed = (value: string) =>
	!/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value);

test("[D9] a plain label is its text: paragraphs, emoji, empty lines come back, and fit to be shown", () => {
	fc.assert(
		fc.property(text, (value) => {
			expect(plainTextOf(richTextOf(value))).toBe(value);
			expect(plainTextOf(toRichText(value))).toBe(value);
			expect(richTextProblem(richTextOf(value))).toBeNull();
		}),
	);
});

test("[D9] a label is rebuilt as tldraw's editor makes it: each paragraph names its direction", () => {
	expect(richTextOf("one\n\nthree")).toEqual({
		type: "doc",
		content: [
			{ type: "paragraph", attrs: { dir: "auto" }, content: [{ type: "text", text: "one" }] },
			{ type: "paragraph", attrs: { dir: "auto" } },
			{ type: "paragraph", attrs: { dir: "auto" }, content: [{ type: "text", text: "three" }] },
		],
	});
	expect(richTextOf("")).toEqual(toRichText(""));
});

const p = (...content: unknown[]) => ({
	type: "doc",
	content: [{ type: "paragraph", attrs: { dir: "auto" }, content }],
});
const link = (href: string) => ({
	type: "link",
	attrs: { href, target: "_blank", rel: "noopener noreferrer nofollow", class: null },
});

test("[D9] an address that was typed to its end is a link in the rebuilt label, and the label stays plain", () => {
	const href = "https://example.org/a_(b)";
	const label = p(
		{ type: "text", text: "see " },
		{ type: "text", marks: [link(href)], text: href },
		{ type: "text", text: ", or not" },
	);
	// the bracket belongs to the punctuation at its end
	expect(richTextOf("see https://example.org/a, or not")).toEqual(
		p(
			{ type: "text", text: "see " },
			{ type: "text", marks: [link("https://example.org/a")], text: "https://example.org/a" },
			{ type: "text", text: ", or not" },
		),
	);
	expect(plainTextOf(label)).toBe(`see ${href}, or not`);
	expect(richTextOf("see https://example.org")).toEqual(p({ type: "text", text: "see https://example.org" }));
	expect(plainTextOf(p({ type: "text", marks: [link("http://example.org")], text: "example.org" }))).toBe(
		"example.org",
	);
});

test("[D9] a label with anything else in it is not plain", () => {
	for (const label of [
		p({ type: "text", marks: [{ type: "bold" }], text: "a" }),
		p({ type: "text", marks: [link("https://elsewhere.example")], text: "example.org" }),
		p({ type: "hardBreak" }),
		p({ type: "text", text: "a\nb" }),
		p({ type: "text", text: "" }),
		p({ type: "text", text: 7 }),
		{ type: "doc", content: [{ type: "bulletList", content: [] }] },
		{ type: "doc", content: [{ type: "paragraph", attrs: { dir: "rtl" } }] },
		{ type: "doc", content: [{ type: "paragraph", attrs: { dir: "auto", level: 1 } }] },
		{ type: "doc", content: [{ type: "paragraph", content: "text" }] },
		{ type: "doc", content: [{ type: "heading", attrs: { dir: "auto", level: 2 } }] },
		{ type: "doc", content: [null] },
		{ type: "doc", content: [] },
		{ type: "paragraph" },
		"text",
		null,
		undefined,
	]) {
		expect(plainTextOf(label)).toBeNull();
	}
});

test("[D9] the smallest splice makes one text of another and never splits an emoji", () => {
	fc.assert(
		fc.property(text, text, (from, to) => {
			const splice = spliceBetween(from, to);
			expect(splice === null).toBe(from === to);
			if (!splice) return;
			expect(applySplice(from, splice)).toBe(to);
			const { at, remove, insert } = splice;
			for (const part of [from.slice(0, at), from.slice(at, at + remove), from.slice(at + remove), insert]) {
				expect(isWellFormed(part)).toBe(true);
			}
		}),
		{ numRuns: 1_000 },
	);
	expect(spliceBetween("a😀b", "a😁b")).toEqual({ at: 1, remove: 2, insert: "😁" });
});

test("[D3] two people's changes of one text: whatever one of them wrote stays, and what nobody touched", () => {
	const letters = fc.string({ unit: fc.constantFrom("a", "b", "c", "\n", "😀"), maxLength: 10 });
	const edit = fc.record({ at: fc.nat(10), remove: fc.nat(6) });
	fc.assert(
		fc.property(letters, edit, edit, (base, ours, theirs) => {
			// the two write letters that occur nowhere else
			const changed = ({ at, remove }: { at: number; remove: number }, insert: string) => {
				const units = [...base];
				units.splice(Math.min(at, units.length), remove, insert);
				return units.join("");
			};
			const [to, now] = [changed(ours, "XYZ"), changed(theirs, "🦉UV")];
			const merged = mergeTexts(base, to, now);
			expect(merged).toContain("XYZ");
			expect(merged).toContain("🦉UV");
			expect(isWellFormed(merged)).toBe(true);
			const kept = [...merged].filter((letter) => !"XYZ🦉UV".includes(letter)).length;
			expect(kept).toBeGreaterThanOrEqual([...base].length - ours.remove - theirs.remove);
			expect(kept).toBeLessThanOrEqual([...base].length);
		}),
		{ numRuns: 1_000 },
	);
});

test("[D3] of two who write at one place the first comes first; what both deleted is deleted once", () => {
	expect(mergeTexts("", "mine", "theirs")).toBe("theirsmine");
	expect(mergeTexts("one, two, end", "one, end", "one, two, 3")).toBe("one, 3");
	expect(mergeTexts("abcdef", "aef", "abef")).toBe("aef");
	expect(rebase({ at: 2, remove: 0, insert: "x" }, { at: 5, remove: 1, insert: "" })).toEqual({
		at: 2,
		remove: 0,
		insert: "x",
	});
	expect(mergeTexts("same", "same", "other")).toBe("other");
	expect(mergeTexts("same", "other", "same")).toBe("other");
});
