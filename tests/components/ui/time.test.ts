// Clocks and dates as words.

import { describe, expect, test } from "vitest";
import { formatClock, formatWhen, spokenClock } from "#components/ui/time.ts";

describe("a clock", () => {
	test.each([
		[0, "0:00"],
		[999, "0:00"],
		[1_000, "0:01"],
		[760_000, "12:40"],
		[3_600_000, "60:00"],
		[5_999_999, "99:59"],
		[6_000_000, "1:40:00"],
		[90_061_000, "25:01:01"],
	])("of %d ms reads %s", (ms, words) => {
		expect(formatClock(ms)).toBe(words);
	});

	test("before zero has a sign, and none while it still reads zero", () => {
		expect(formatClock(-7_400)).toBe("-0:07");
		expect(formatClock(-400)).toBe("0:00");
	});

	test("is spoken in minutes and seconds, one of them in the singular", () => {
		expect(spokenClock(1_902_000)).toBe("31 minutes 42 seconds");
		expect(spokenClock(61_000)).toBe("1 minute 1 second");
		expect(spokenClock(120_000)).toBe("2 minutes");
		expect(spokenClock(9_000)).toBe("9 seconds");
	});
});

describe("when something was", () => {
	const now = new Date(2026, 10, 21, 15, 0);

	test("is told the shorter the nearer it is", () => {
		expect(formatWhen(new Date(2026, 10, 21, 14, 5), now)).toBe("Today, 14:05");
		expect(formatWhen(new Date(2026, 10, 20, 9, 30), now)).toBe("Yesterday, 09:30");
		expect(formatWhen(new Date(2026, 10, 17, 9, 30), now)).toBe("Tue 17 Nov");
		expect(formatWhen(new Date(2025, 2, 2, 9, 30), now)).toBe("2 Mar 2025");
	});
});
