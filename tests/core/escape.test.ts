// What people wrote stays text, whatever it looks like.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeHtml, escapeMarkdown } from "#core/escape.ts";

describe("for HTML", () => {
	test.each([
		["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
		[`" onmouseover='x' `, "&quot; onmouseover=&#39;x&#39; "],
		["a & b &amp; c", "a &amp; b &amp;amp; c"],
		["left\u202eright\u2066\u200b\u0000\u0007", "leftright"],
		["two\nlines", "two\nlines"],
	])("%j", (text, escaped) => {
		expect(escapeHtml(text)).toBe(escaped);
	});

	test("no string holds a bracket, a quote or a bare ampersand afterwards", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) => {
				expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
			}),
		);
	});
});

describe("for Markdown", () => {
	test.each([
		["[click](javascript:alert(1))", "\\[click\\](javascript:alert(1))"],
		["![x](https://elsewhere.example/x.png)", "\\!\\[x\\](https\\:\\//elsewhere\\.example/x\\.png)"],
		["<script>", "\\<script\\>"],
		["```js\ncode\n```", "\\`\\`\\`js code \\`\\`\\`"],
		["a | b", "a \\| b"],
		["# no heading", "\\# no heading"],
		["- no item", "\\- no item"],
		["+ no item", "\\+ no item"],
		["1. no item", "1\\. no item"],
		["12) no item", "12\\) no item"],
		["=== no rule", "\\=== no rule"],
		["    no code", "no code"],
		["*loud* _soft_ ~~gone~~", "\\*loud\\* \\_soft\\_ \\~\\~gone\\~\\~"],
		["&lt;b&gt;", "\\&lt;b\\&gt;"],
		["www.elsewhere.example and a@b.example", "www\\.elsewhere\\.example and a\\@b\\.example"],
		["//elsewhere.example", "\\//elsewhere\\.example"],
		["back\\slash", "back\\\\slash"],
		["left\u202eright\u0000", "leftright"],
		["7.5 ms, e.g. 3 - 4 = -1.25", "7\\.5 ms, e\\.g. 3 - 4 = -1\\.25"],
	])("%j", (text, escaped) => {
		expect(escapeMarkdown(text)).toBe(escaped);
	});

	test("no string makes two lines, and each mark in it has its backslash", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) => {
				const escaped = escapeMarkdown(text);
				expect(escaped).not.toMatch(/[\n\r]/);
				expect(escaped.replace(/\\[\x21-\x7e]/g, "")).not.toMatch(/[\\`*_[\]<>|~&#$@]|:\/\/|\/\/|^[-+=#]|^\d+[.)]/);
			}),
		);
	});
});
