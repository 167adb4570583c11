// A part of the page that comes when it is wanted: once, and never as a dead button.
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useLater } from "#components/ui/use-later.ts";

afterEach(() => {
	cleanup();
	vi.restoreAllMocks();
});

test("it is fetched when it is first wanted, and stays", async () => {
	const fetchPart = vi.fn(async () => "the part");
	function Page({ wanted }: { wanted: boolean }) {
		return <p>{useLater(wanted, fetchPart, () => {}) ?? "nothing"}</p>;
	}
	const { rerender } = render(<Page wanted={false} />);
	expect(fetchPart).not.toHaveBeenCalled();
	rerender(<Page wanted />);
	await screen.findByText("the part");
	rerender(<Page wanted={false} />);
	rerender(<Page wanted />);
	expect(screen.getByText("the part")).toBeTruthy();
	expect(fetchPart).toHaveBeenCalledTimes(1);
});

test("what cannot be had is told each time, and the next wish tries again", async () => {
	vi.spyOn(console, "error").mockImplementation(() => {});
	const onFailed = vi.fn();
	const fetchPart = vi.fn(async () => "the part").mockRejectedValueOnce(new Error("no line"));
	function Page({ wanted }: { wanted: boolean }) {
		return <p>{useLater(wanted, fetchPart, onFailed) ?? "nothing"}</p>;
	}
	const { rerender } = render(<Page wanted />);
	await waitFor(() => expect(onFailed).toHaveBeenCalledTimes(1));
	rerender(<Page wanted={false} />);
	rerender(<Page wanted />);
	await screen.findByText("the part");
	expect(onFailed).toHaveBeenCalledTimes(1);
});
