// Puts text on the clipboard, also where the page has no secure context (plain http in a local network), in which
// browsers offer no clipboard: there an invisible field is selected and copied.

/** @returns whether the text was copied */
export async function copyText(text: string): Promise<boolean> {
	try {
		if (navigator.clipboard) {
			await navigator.clipboard.writeText(text);
			return true;
		}
	} catch {
		// refused by the browser's settings: the old way may still work
	}
	const field = document.createElement("textarea");
	field.value = text;
	field.readOnly = true;
	field.style.cssText = "position:fixed;opacity:0;pointer-events:none";
	const focused = document.activeElement;
	document.body.append(field);
	field.select();
	const isCopied = document.execCommand("copy");
	field.remove();
	if (focused instanceof HTMLElement) focused.focus();
	return isCopied;
}
