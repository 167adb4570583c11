// The button beside a link: copies it and says so in place, or how to do it by hand where the browser refuses.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { copyText } from "#components/ui/copy-text.ts";

export function CopyButton({
	text,
	size,
	children = "Copy",
}: {
	text: string;
	size?: "sm" | "md" | "lg";
	children?: string;
}) {
	const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
	return (
		<Button
			size={size}
			icon={state === "copied" ? "check" : "link"}
			aria-live="polite"
			onClick={() => void copyText(text).then((copied) => setState(copied ? "copied" : "refused"))}
			onBlur={() => setState("idle")}
		>
			{state === "copied" ? "Copied" : state === "refused" ? "Select and copy" : children}
		</Button>
	);
}
