// Whether an element is in sight: on the screen, in a page that is looked at. Where a browser cannot tell, what is shown counts.
import { useEffect, useState } from "react";

export function useInSight(element: Element | null): boolean {
	const [onScreen, setOnScreen] = useState(false);
	const [looked, setLooked] = useState(true);
	useEffect(() => {
		if (!element) {
			setOnScreen(false);
			return;
		}
		if (typeof IntersectionObserver === "undefined") {
			setOnScreen(true);
			return;
		}
		const observer = new IntersectionObserver((entries) => setOnScreen(entries.at(-1)?.isIntersecting ?? false));
		observer.observe(element);
		return () => observer.disconnect();
	}, [element]);
	useEffect(() => {
		const look = () => setLooked(document.visibilityState !== "hidden");
		look();
		document.addEventListener("visibilitychange", look);
		return () => document.removeEventListener("visibilitychange", look);
	}, []);
	return onScreen && looked;
}
