// What the controls promise to a keyboard and to a screen reader.

import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog, Dialog } from "#components/ui/dialog.tsx";
import { Field, Input, Segmented } from "#components/ui/field.tsx";
import { initialsOf, Person } from "#components/ui/person.tsx";
import { Tabs } from "#components/ui/tabs.tsx";

afterEach(cleanup);

describe("a segmented choice", () => {
	const options = [
		{ value: 35, label: "35 min" },
		{ value: 45, label: "45 min" },
		{ value: 60, label: "60 min", disabled: true },
	] as const;

	test("is a named group of radios of which exactly one is chosen", () => {
		render(<Segmented legend="Length" options={options} value={45} onChange={() => {}} />);
		const radios = within(screen.getByRole("group", { name: "Length" })).getAllByRole<HTMLInputElement>("radio");
		expect(radios.map((radio) => radio.checked)).toEqual([false, true, false]);
		// one name: then the browser moves between them with the arrows
		expect(new Set(radios.map((radio) => radio.name)).size).toBe(1);
		expect(radios[0]?.name).not.toBe("");
	});

	test("says what was chosen, and two of them on a page do not disturb each other", () => {
		const chosen = vi.fn();
		render(
			<>
				<Segmented legend="Length" options={options} value={45} onChange={chosen} />
				<Segmented legend="Other" options={options} value={45} onChange={() => {}} />
			</>,
		);
		const [first, other] = screen.getAllByRole("group");
		if (!first || !other) throw new Error("two groups are drawn");
		fireEvent.click(within(first).getByRole("radio", { name: "35 min" }));
		expect(chosen).toHaveBeenCalledExactlyOnceWith(35);
		expect(within(first).getByRole<HTMLInputElement>("radio", { name: "60 min" }).disabled).toBe(true);
		expect(within(first).getByRole<HTMLInputElement>("radio", { name: "35 min" }).name).not.toBe(
			within(other).getByRole<HTMLInputElement>("radio", { name: "35 min" }).name,
		);
	});
});

describe("a button", () => {
	test("that is busy says so, keeps the focus and ignores presses", () => {
		const press = vi.fn();
		const { rerender } = render(
			<Button busyLabel="Opening…" onClick={press}>
				Open the room
			</Button>,
		);
		const button = screen.getByRole<HTMLButtonElement>("button", { name: "Open the room" });
		button.focus();
		fireEvent.click(button);
		rerender(
			<Button busy busyLabel="Opening…" onClick={press}>
				Open the room
			</Button>,
		);
		fireEvent.click(button);
		expect(press).toHaveBeenCalledTimes(1);
		expect(screen.getByRole("button", { name: "Opening…" })).toBe(button);
		expect(document.activeElement).toBe(button);
		expect(button.getAttribute("aria-busy")).toBe("true");
	});

	test("that shows a glyph alone has a name", () => {
		render(<Button icon="trash" label="Delete it" />);
		expect(screen.getByRole("button", { name: "Delete it" }).title).toBe("Delete it");
	});
});

describe("a field", () => {
	test("is read with its hint and its error", () => {
		render(
			<Field label="Your name" hint="Shown to the others." error="Your name is missing.">
				{(control) => <Input {...control} value="" onText={() => {}} />}
			</Field>,
		);
		const input = screen.getByLabelText("Your name");
		const words = (input.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id));
		expect(words.map((element) => element?.textContent)).toEqual(["Shown to the others.", "Your name is missing."]);
		expect(input.getAttribute("aria-invalid")).toBe("true");
	});
});

describe("a dialog", () => {
	function Page() {
		const [open, setOpen] = useState(false);
		return (
			<>
				<Button onClick={() => setOpen(true)}>Invite</Button>
				<Dialog open={open} onOpenChange={setOpen} title="Invite people" words="A link each.">
					<input aria-label="The link" />
				</Dialog>
			</>
		);
	}

	test("takes the focus, is named and described, closes on Esc and gives the focus back", async () => {
		render(<Page />);
		const invite = screen.getByRole("button", { name: "Invite" });
		invite.focus();
		fireEvent.click(invite);
		const dialog = await screen.findByRole("dialog", { name: "Invite people" });
		await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
		const description = document.getElementById(dialog.getAttribute("aria-describedby") ?? "");
		expect(description?.textContent).toBe("A link each.");
		fireEvent.keyDown(document.activeElement ?? dialog, { key: "Escape" });
		await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
		await waitFor(() => expect(document.activeElement).toBe(invite));
	});

	test("that asks does nothing until it is answered, and says what went wrong", () => {
		const confirm = vi.fn();
		const change = vi.fn();
		render(
			<ConfirmDialog
				open
				onOpenChange={change}
				title="End the interview?"
				words="The clocks stop."
				confirm="End"
				cancel="Keep going"
				problem="The server does not answer."
				onConfirm={confirm}
			/>,
		);
		const dialog = screen.getByRole("alertdialog", { name: "End the interview?" });
		expect(within(dialog).getByRole("alert").textContent).toBe("The server does not answer.");
		fireEvent.click(within(dialog).getByRole("button", { name: "Keep going" }));
		expect(change).toHaveBeenCalledExactlyOnceWith(false);
		expect(confirm).not.toHaveBeenCalled();
		fireEvent.click(within(dialog).getByRole("button", { name: "End" }));
		expect(confirm).toHaveBeenCalledTimes(1);
	});
});

describe("tabs", () => {
	const items = [
		{ id: "prompts", label: "Prompts", content: "the prompts" },
		{ id: "notes", label: "Notes", count: 6, content: "the notes" },
		{ id: "brief", label: "Brief", content: "the brief" },
	];

	test("move by arrows, Home and End, and a count is part of the name", async () => {
		render(<Tabs label="Panel" items={items} />);
		const list = screen.getByRole("tablist", { name: "Panel" });
		const tab = (name: string) => within(list).getByRole("tab", { name });
		const press = (key: string) => fireEvent.keyDown(document.activeElement ?? list, { key });
		tab("Prompts").focus();
		press("ArrowRight");
		await waitFor(() => expect(screen.getByRole("tabpanel").textContent).toBe("the notes"));
		expect(document.activeElement).toBe(tab("Notes, 6"));
		press("End");
		await waitFor(() => expect(screen.getByRole("tabpanel").textContent).toBe("the brief"));
		press("Home");
		await waitFor(() => expect(screen.getByRole("tabpanel").textContent).toBe("the prompts"));
		expect(tab("Prompts").getAttribute("aria-selected")).toBe("true");
	});
});

describe("a person", () => {
	test.each([
		["Priya Raman", "PR"],
		["ada", "A"],
		["  Jean-Luc  van der  Berg ", "JB"],
		["👩‍💻 Dev", "👩D"],
		["", "?"],
	])("called %j is shown as %j", (name, initials) => {
		expect(initialsOf(name)).toBe(initials);
	});

	test("is named with role and absence, or not at all when the name stands beside", () => {
		render(<Person name="Jonas Weber" role="candidate" state="away" />);
		expect(screen.getByRole("img", { name: "Jonas Weber, candidate, away" })).toBeDefined();
		cleanup();
		render(<Person name="Jonas Weber" role="candidate" named />);
		expect(screen.queryByRole("img")).toBeNull();
	});
});

describe("an input", () => {
	test("tells what was typed before the page came alive", async () => {
		const page = document.createElement("div");
		document.body.append(page);
		const told = vi.fn();
		const field = <Input aria-label="Name" value="" onText={told} />;
		page.innerHTML = renderToString(field);
		const input = within(page).getByLabelText<HTMLInputElement>("Name");
		input.value = "Ada";
		render(field, { container: page, hydrate: true });
		await waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith("Ada"));
	});
});
