// Hands a file to the browser's downloads, and names it so that every system and every shell takes the name as it is.

/** A browser may begin to read the file after the click; by then it is done. */
const KEPT_MS = 60_000;
const MOST_NAME_CHARS = 60;

export function saveFile(file: Blob, name: string): void {
	const address = URL.createObjectURL(file);
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	// inside an open dialog only its own content may be pressed
	(document.querySelector("[role=dialog]") ?? document.body).append(link);
	link.click();
	link.remove();
	setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/** Of each part only plain letters and digits, joined by hyphens. @example fileName(["Ads, 2nd try", "Wien"], "png") */
export function fileName(parts: readonly string[], extension: string): string {
	const plain = parts.map(namePart).filter((part) => part !== "");
	return `${["boardwalk", ...plain].join("-")}.${extension}`;
}

function namePart(text: string): string {
	const plain = text
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-");
	return plain.slice(0, MOST_NAME_CHARS).replace(/^-+|-+$/g, "");
}

/** "2026-11-21-1405", in the time of this machine */
export function fileTime(date: Date): string {
	const two = (value: number) => String(value).padStart(2, "0");
	const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
	return `${day}-${two(date.getHours())}${two(date.getMinutes())}`;
}
