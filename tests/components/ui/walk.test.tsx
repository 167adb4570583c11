// The walk is a picture whose label says the same in words.

import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { PLANKS, Planks } from "#components/ui/planks.tsx";
import { Walk, walkLabel } from "#components/ui/walk.tsx";
import { isStepId, planOf } from "#core/framework.ts";

afterEach(cleanup);

const WALKED = { intro: 60_000, clarify: 380_000, frame: 240_000, data: 820_000 };

test("the label of a walk lists the minutes of every step against its budget", () => {
	expect(walkLabel(45, WALKED)).toBe(
		"Clarify 6:20 of 5 min, Frame 4:00 of 4 min, Data 13:40 of 8 min, Model 0:00 of 9 min, Evaluate 0:00 of 5 min, Serve 0:00 of 6 min, Monitor 0:00 of 3 min",
	);
});

test("without a walk the label is the plan", () => {
	expect(walkLabel(35)).toBe(
		"Clarify 4 min, Frame 4 min, Data 7 min, Model 8 min, Evaluate 4 min, Serve 5 min, Monitor 3 min",
	);
});

test("an overrun hangs over the edge from 125 % and further from 150 %, never for a calm walk", () => {
	const { container, rerender } = render(<Walk minutes={45} activeMs={WALKED} />);
	const look = (step: string) => container.querySelector(`[data-step="${step}"]`)?.className;
	expect(screen.getByRole("img").children).toHaveLength(7);
	expect(look("clarify")).toBe("o1");
	expect(look("frame")).toBe("");
	expect(look("data")).toBe("o2");
	rerender(<Walk minutes={45} activeMs={WALKED} calm />);
	expect(look("data")).toBe("");
});

test("planks fill one after the other as something comes", () => {
	const { container } = render(<Planks progress={0.5} label="Laying out the recording" />);
	const shares = [...container.querySelectorAll<HTMLElement>("i")].map((plank) =>
		Number(plank.style.getPropertyValue("--r")),
	);
	expect(screen.getByRole("progressbar", { name: "Laying out the recording" }).getAttribute("aria-valuenow")).toBe(
		"50",
	);
	expect(shares.slice(0, 3)).toEqual([1, 1, 1]);
	expect(shares[3]).toBeGreaterThan(0);
	expect(shares[3]).toBeLessThan(1);
	expect(shares.slice(4)).toEqual([0, 0, 0]);
});

test("planks are the steps of an interview of 45 minutes, as long as planned", () => {
	const steps = planOf(45).filter(({ id }) => isStepId(id));
	expect(PLANKS).toEqual(steps.map(({ id, minutes }) => [id, minutes]));
});
