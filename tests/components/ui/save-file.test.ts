// Names of files that people take away: only what every system takes.
import { expect, test } from "vitest";
import { fileName, fileTime } from "#components/ui/save-file.ts";

test("a file's name has plain letters, digits and hyphens, whatever the session is called", () => {
	expect(fileName(["Ads, 2nd try", "3 Data preparation", "2026-11-21-1405"], "png")).toBe(
		"boardwalk-ads-2nd-try-3-data-preparation-2026-11-21-1405.png",
	);
	for (const title of [
		"../../etc/passwd",
		'a"b\\c:d*e?f<g>h|i',
		"x\u202egnp.exe",
		"line\nbreak\u0000",
		"-rf",
		".hidden",
	]) {
		expect(fileName([title, "board"], "svg")).toMatch(/^boardwalk-([a-z0-9]+-)*board\.svg$/);
	}
	expect(fileName(["Zürich: Größe", ""], "png")).toBe("boardwalk-zurich-gro-e.png");
	expect(fileName(["検索", "🚲"], "png")).toBe("boardwalk.png");
	expect(fileName(["a".repeat(500)], "png").length).toBeLessThan(80);
});

test("the time in a name sorts", () => {
	expect(fileTime(new Date(2026, 0, 5, 7, 4))).toBe("2026-01-05-0704");
});
