// Our keys: which press is ours, and never while somebody types.
import { afterEach, expect, test } from "vitest";
import { isTyping, type RoomKey, roomKeyOf } from "#components/session/room-keys.ts";

afterEach(() => document.body.replaceChildren());

function keyOf(init: KeyboardEventInit, target: Element = document.body): RoomKey | null {
	let key: RoomKey | null = null;
	const listen = (event: KeyboardEvent) => {
		key = roomKeyOf(event);
	};
	window.addEventListener("keydown", listen);
	target.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...init }));
	window.removeEventListener("keydown", listen);
	return key;
}

function made(html: string): Element {
	document.body.innerHTML = html;
	const element = document.body.querySelector("[data-here]");
	if (!element) throw new Error("the test has no place to type");
	return element;
}

test("each of our keys is known", () => {
	expect(keyOf({ key: "j" })).toBe("note");
	expect(keyOf({ key: "p" })).toBe("pin");
	expect(keyOf({ key: "N", shiftKey: true })).toBe("next");
	expect(keyOf({ key: "B", shiftKey: true })).toBe("back");
	expect(keyOf({ key: "\\" })).toBe("panel");
	expect(keyOf({ key: "?", shiftKey: true })).toBe("help");
	expect(keyOf({ key: "F6" })).toBe("region-next");
	expect(keyOf({ key: "F6", shiftKey: true })).toBe("region-back");
});

test("tldraw's keys stay tldraw's", () => {
	for (const key of [
		"v",
		"h",
		"e",
		"d",
		"b",
		"x",
		"r",
		"o",
		"a",
		"l",
		"f",
		"t",
		"n",
		"k",
		"q",
		"g",
		"z",
		"/",
		"[",
		"]",
	]) {
		expect(keyOf({ key }), key).toBeNull();
	}
	expect(keyOf({ key: "j", ctrlKey: true })).toBeNull();
	expect(keyOf({ key: "\\", metaKey: true })).toBeNull();
});

test("while somebody types no letter is ours, but F6 still leaves the field", () => {
	const places = [
		"<textarea data-here></textarea>",
		"<input data-here />",
		'<div contenteditable="true"><p data-here></p></div>',
		'<div role="textbox" data-here></div>',
	];
	for (const place of places) {
		const target = made(place);
		expect(isTyping(target), place).toBe(true);
		for (const key of ["j", "p", "\\", "?"]) expect(keyOf({ key }, target), `${key} in ${place}`).toBeNull();
		expect(keyOf({ key: "N", shiftKey: true }, target)).toBeNull();
		expect(keyOf({ key: "F6" }, target)).toBe("region-next");
	}
	expect(isTyping(made('<div contenteditable="false" data-here></div>'))).toBe(false);
});

test("a press that composes a character is nobody's key", () => {
	expect(keyOf({ key: "j", isComposing: true })).toBeNull();
});
