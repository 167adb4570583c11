// Labels as text and back: exactly, for what tldraw's text editor makes; to something harmless, for anything else.
import { toRichText } from "@tldraw/tlschema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applySplice } from "#core/label.ts";
import { changesBetween } from "#core/label-changes.ts";
import { labelOf, labelTextOf } from "#core/label-text.ts";
import { richTextProblem } from "#core/rich-text.ts";

type Node = Record<string, unknown>;
const p = (...content: Node[]): Node => ({
	type: "paragraph",
	attrs: { dir: "auto" },
	...(content.length > 0 ? { content } : {}),
});
const t = (text: string, ...marks: Node[]): Node => ({ type: "text", ...(marks.length > 0 ? { marks } : {}), text });
const li = (...content: Node[]): Node => ({ type: "listItem", content });
const ul = (...content: Node[]): Node => ({ type: "bulletList", content });
const ol = (...content: Node[]): Node => ({ type: "orderedList", attrs: { start: 1, type: null }, content });
const h = (level: number, ...content: Node[]): Node => ({ type: "heading", attrs: { dir: "auto", level }, content });
const doc = (...content: Node[]): Node => ({ type: "doc", content });
const link = (href: string): Node => ({
	type: "link",
	attrs: { href, target: "_blank", rel: "noopener noreferrer nofollow", class: null },
});
const bold = { type: "bold" };
const italic = { type: "italic" };

const LABELS: Record<string, Node> = {
	nothing: doc({ type: "paragraph" }),
	lines: doc(p(t("one")), p(), p(t("three 😀"))),
	"a list": doc(ul(li(p(t("a"))), li(p())), p(t("after"))),
	"lists in lists": doc(ul(li(p(t("a")), ol(li(p(t("b"))), li(p(t("c"))))), li(p(t("d")), p(t("more"))))),
	"a list of another kind": doc(ul(li(p(t("a")))), ol(li(p(t("b"))))),
	"a line after a list in an item": doc(ul(li(p(t("a")), ul(li(p(t("b")))), p(t("c"))))),
	headings: doc(h(2, t("Data")), p(t("x"))),
	marks: doc(p(t("a"), t("b", bold), t("c", bold, italic), t("d"))),
	"a link": doc(p(t("see "), t("the docs", { type: "highlight" }, link("https://a.example/x"), bold), t(" now"))),
	"two links in a row": doc(p(t("a", link("https://a.example")), t("b", link("https://b.example")))),
	"a break": doc(p(t("a"), { type: "hardBreak" }, t("b"))),
};

for (const [name, label] of Object.entries(LABELS)) {
	test(`[D9] ${name}: the label that is written as text is the label that is read`, () => {
		const written = labelTextOf(label);
		expect(written).not.toBeNull();
		expect(labelOf(written?.text ?? "")).toEqual(label);
		expect(written?.places).toHaveLength((written?.text.length ?? 0) + 1);
	});
}

test("[D9] lines without anything special are written as they are", () => {
	expect(labelTextOf(toRichText("fast, cheap\nand 😀"))?.text).toBe("fast, cheap\nand 😀");
});

test("each letter knows its place in the text editor", () => {
	const written = labelTextOf(doc(ul(li(p(t("ab"))), li(p(t("c")))), p(t("d"))));
	// doc 0 | list 0 item 1 paragraph 2 a=3 b=4 end=5 … item 7 paragraph 8 c=9 … list ends 13 paragraph 13 d=14
	expect(written?.places).toEqual([3, 3, 4, 5, 9, 9, 10, 14, 15]);
});

test("what could not be read again exactly is not written", () => {
	const odd = [
		doc(ul(li(p(t("a")))), ul(li(p(t("b"))))),
		doc({ ...ol(li(p(t("a")))), attrs: { start: 3, type: null } }),
		doc({ type: "paragraph", attrs: { dir: "rtl" } }),
		doc({ type: "marquee" }),
		doc(p(t("\ue110"))),
		doc(p(t("a\nb"))),
		doc(p(t("x", { type: "textStyle" }))),
		doc(p(t("x", link("javascript:alert(1)")))),
		doc(),
		"words",
		null,
	];
	for (const label of odd) expect(labelTextOf(label), JSON.stringify(label)).toBeNull();
});

test("[D7] any text at all is read as a label of known parts", () => {
	const char = fc.oneof(
		fc.integer({ min: 0xe100, max: 0xe17f }).map((code) => String.fromCharCode(code)),
		fc.constantFrom("a", "b", " ", "\n", "😀", "\ud83d", "javascript:x", "https://a.example"),
	);
	fc.assert(
		fc.property(fc.array(char, { maxLength: 40 }), (chars) => {
			const label = labelOf(chars.join(""));
			const problem = richTextProblem(label);
			expect(problem === null || problem === "a label has too many parts", `${problem}`).toBe(true);
			// and what was read is written and read the same
			const again = labelTextOf(label);
			if (again) expect(labelOf(again.text)).toEqual(label);
		}),
	);
});

test("[D9] what changes only how a text looks touches no letter", () => {
	const from = labelTextOf(doc(p(t("one two")), p(t("x"))))?.text ?? "";
	const to =
		labelTextOf(doc(ul(li(p(t("one "), t("two", bold))), li(p(t("x", link("https://a.example")))))))?.text ?? "";
	const changes = changesBetween(from, to);
	let text = from;
	for (const { at, remove, insert } of changes) {
		expect(remove).toBe(0);
		text = text.slice(0, at) + insert + text.slice(at + remove);
	}
	expect(text).toBe(to);
	expect(changes).toHaveLength(3);
	expect(changesBetween("ab", "ac")).toEqual([{ at: 1, remove: 1, insert: "c" }]);
	expect(changesBetween(to, from).every(({ insert }) => insert === "")).toBe(true);
});

test("[D9] what is typed while lines become a list or a word bold is a change of its own", () => {
	const list = labelTextOf(doc(ul(li(p(t("first a", bold))))))?.text ?? "";
	expect(changesBetween("first", list).map(({ remove, insert }) => [remove, insert.length])).toEqual([
		[0, 2],
		[0, 2],
	]);
});

test("[D12] which of equal letters are new is told by the caret behind them", () => {
	expect(changesBetween("first and", "first  and", 6)).toEqual([{ at: 5, remove: 0, insert: " " }]);
	expect(changesBetween("first and", "first  and", 7)).toEqual([{ at: 6, remove: 0, insert: " " }]);
	expect(changesBetween("\ue111aa", "\ue111aaa", 2)).toEqual([{ at: 1, remove: 0, insert: "a" }]);
	// a caret that has gone elsewhere says nothing
	expect(changesBetween("first and", "first  and", 2)).toEqual([{ at: 6, remove: 0, insert: " " }]);
});

test("[D9] the changes between two texts make the one of the other, whatever they are, and split no emoji", () => {
	const char = fc.constantFrom(
		"a",
		"b",
		"\n",
		"😀",
		"\ue111",
		"\ue162",
		"\ue163",
		"\ue151",
		"\ue152",
		"\ue153",
		"\ue131",
	);
	const text = fc.array(char, { maxLength: 12 }).map((chars) => chars.join(""));
	fc.assert(
		fc.property(text, text, (from, to) => {
			let now = from;
			for (const change of changesBetween(from, to)) {
				now = applySplice(now, change);
				expect(now).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
			}
			expect(now).toBe(to);
		}),
		{ numRuns: 1_000 },
	);
});
