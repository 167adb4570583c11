// What people and packs write, cleaned on entry: what could hide or turn around text is gone, everything else stays.
import { describe, expect, it } from "vitest";
import { cleanLine, cleanText } from "#core/text.ts";

describe("cleaned text", () => {
	it("keeps every script, emoji, markup and quote as it is", () => {
		for (const text of [
			"Zoë Nguyễn",
			"علي",
			"👩‍💻 Ada",
			"<b>&amp;</b>",
			"**x** [y](z)",
			"a 'b' \"c\" `d`",
			"x²≤10⁻³",
		]) {
			expect(cleanLine(text)).toBe(text);
			expect(cleanText(text)).toBe(text);
		}
	});

	it("loses control and bidirectional characters, blanks of no width and halves of a pair", () => {
		const hidden = ["\u0000", "\u001b", "\u007f", "\u0085", "\u2028", "\u202e", "\u2066", "\u200f", "\u200b", "\ufeff"];
		for (const character of [...hidden, "\ud800", "\udc00"]) {
			expect(cleanText(`a${character}b`)).toBe("ab");
			expect(cleanLine(`a${character}b`)).toBe("ab");
		}
	});

	it("a line is one line; a text keeps its lines", () => {
		expect(cleanLine("  a\r\n\tb  c ")).toBe("a b c");
		expect(cleanText("  a\r\nb\rc\n\nd ")).toBe("a\nb\nc\n\nd");
	});
});
