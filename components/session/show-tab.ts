// Brings the open tab of the pane into sight, once it is there. Only the pane scrolls: `scrollIntoView` would move the page around it,
// too, which has no way back.

/** @param pane what scrolls; the tabs lie in it */
export function showTab(pane: HTMLElement | null): void {
	requestAnimationFrame(() => {
		const tabs = pane?.querySelector("[role='tablist']");
		if (!pane || !tabs) return;
		pane.scrollTop += tabs.getBoundingClientRect().top - pane.getBoundingClientRect().top;
		tabs.querySelector<HTMLElement>("[aria-selected='true']")?.focus({ preventScroll: true });
	});
}
