// F6: from bar to board to panel to player. Regions are marked with data-region.

export function focusRegion(root: ParentNode, by: 1 | -1): void {
	const regions = [...root.querySelectorAll<HTMLElement>("[data-region]")].filter(
		(region) => region.getClientRects().length > 0,
	);
	const here = regions.findIndex((region) => region.contains(document.activeElement));
	const next = here < 0 ? (by === 1 ? 0 : regions.length - 1) : (here + by + regions.length) % regions.length;
	regions[next]?.focus({ preventScroll: true });
}
