// The page of figures: a part that is measured anew replaces its own section and no other.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PARTS, pageWith, type Section } from "#tests/bench/page.ts";

const section = (part: Section["part"], day: string, figure: string): Section => ({
	part,
	day,
	machine: "one machine",
	table: `| Measure | Measured |\n| --- | --- |\n| ${part} | ${figure} |`,
	method: `How ${part} was measured.`,
});

test("a part that is measured anew has its own day, and the others stay to the letter", () => {
	const first = pageWith(
		"",
		PARTS.map((part) => section(part, "2026-01-01", "old")),
	);
	const second = pageWith(first, [section("sync", "2026-02-02", "new")]);
	expect(second).toContain("Measured on 2026-02-02 (one machine).");
	expect(second).toContain("| sync | new |");
	expect(second).not.toContain("| sync | old |");
	const without = (page: string) => page.replace(/<!-- sync -->[\s\S]*<!-- end of sync -->/, "");
	expect(without(second)).toBe(without(first));
	expect(without(second).match(/2026-01-01/g)).toHaveLength(PARTS.length - 1);
	// in whatever order they come, and as often
	expect(pageWith(second, [])).toBe(second);
	expect(pageWith(second, [section("sync", "2026-01-01", "old")])).toBe(first);
});

test("a part that was never measured is not on the page, and what disturbed one is said with it", () => {
	const page = pageWith("", [{ ...section("room", "2026-01-01", "1"), disturbed: "A build ran meanwhile." }]);
	expect(page).toContain("Measured on 2026-01-01 (one machine). A build ran meanwhile.");
	expect(page).not.toContain("<!-- sync -->");
});

test("docs/benchmarks.md is such a page, with all parts", () => {
	const page = readFileSync("docs/benchmarks.md", "utf8");
	expect(pageWith(page, [])).toBe(page);
	for (const part of PARTS) expect(page).toContain(`<!-- ${part} -->`);
});
