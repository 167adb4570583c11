"use client";
// What somebody looks for on the page: at once in the page, and a moment later in its address, without a new page in the history.
// Coming back by the browser's buttons reads it from there.
import { useCallback, useEffect, useRef, useState } from "react";
import type { QuestionFilter } from "#core/question-filter.ts";
import { filterAddress, readFilter } from "./filter-address.ts";

/** Browsers refuse an address that changes with every key. */
const ADDRESS_DELAY_MS = 300;

/** @param given the filter in the address that the server was asked with */
export function useFilter(given: QuestionFilter): [QuestionFilter, (filter: QuestionFilter) => void] {
	const [filter, setFilter] = useState(given);
	const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
	const asked = useRef(filterAddress(given));

	useEffect(() => {
		const read = () => setFilter(readFilter(new URLSearchParams(window.location.search)));
		// a page that was kept may stand at another address by now
		if (filterAddress(readFilter(new URLSearchParams(window.location.search))) !== asked.current) read();
		window.addEventListener("popstate", read);
		return () => {
			window.removeEventListener("popstate", read);
			clearTimeout(timer.current);
		};
	}, []);

	const change = useCallback((next: QuestionFilter) => {
		setFilter(next);
		clearTimeout(timer.current);
		timer.current = setTimeout(() => {
			window.history.replaceState(window.history.state, "", `${window.location.pathname}${filterAddress(next)}`);
		}, ADDRESS_DELAY_MS);
	}, []);
	return [filter, change];
}
