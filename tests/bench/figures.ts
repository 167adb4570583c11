// Middle and edge of a list of measurements, and numbers as they are printed.

/** The value that this share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** In thousands of bytes. */
export function kilobytes(bytes: number): string {
	return `${(bytes / 1000).toLocaleString("en", { maximumFractionDigits: bytes < 10_000 ? 2 : 0 })} KB`;
}

export function milliseconds(ms: number): string {
	return `${ms.toLocaleString("en", { maximumFractionDigits: ms < 10 ? 1 : 0 })} ms`;
}

export function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}
