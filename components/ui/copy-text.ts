// Copies text where the clipboard interface is missing, too: partners come by plain http, which is no secure context.

/** @returns whether the text is on the clipboard now */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyBySelection(text);
	}
}

function copyBySelection(text: string): boolean {
	const before = document.activeElement;
	const field = document.createElement("textarea");
	field.value = text;
	field.readOnly = true;
	field.style.position = "fixed";
	field.style.opacity = "0";
	// Inside an open dialog only its own content may take the focus.
	(before?.closest("[role=dialog], [role=alertdialog]") ?? document.body).append(field);
	field.select();
	let copied = false;
	try {
		copied = document.execCommand("copy");
	} catch {
		copied = false;
	}
	field.remove();
	if (before instanceof HTMLElement) before.focus();
	return copied;
}
