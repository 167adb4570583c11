// Which of our keys a key press is, if any. tldraw owns most letters; ours are what it leaves free, and never while
// somebody types or a dialog is open.

export type RoomKey = "note" | "pin" | "next" | "back" | "panel" | "help" | "region-next" | "region-back";

type Press = Pick<
	KeyboardEvent,
	"key" | "code" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "isComposing" | "target"
>;

export function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof Element)) return false;
	if (target.closest("input, textarea, select, [role='textbox']")) return true;
	const editable = target.closest("[contenteditable]");
	return editable !== null && editable.getAttribute("contenteditable") !== "false";
}

/** @returns what to do, or null when the press is not ours */
export function roomKeyOf(press: Press): RoomKey | null {
	if (press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return null;
	// leaving a field by F6 is what the key is for
	if (press.key === "F6") return press.shiftKey ? "region-back" : "region-next";
	if (isTyping(press.target)) return null;
	if (press.key === "?") return "help";
	if (press.key === "\\") return "panel";
	if (press.shiftKey) {
		if (press.key === "N") return "next";
		return press.key === "B" ? "back" : null;
	}
	if (press.key === "p" || press.key === "P") return "pin";
	return press.key === "j" || press.key === "J" ? "note" : null;
}
