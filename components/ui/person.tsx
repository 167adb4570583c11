// A person as initials. The shape says the role (square interviewer, round candidate, dashed observer), so colour is
// never the only cue. Someone who is away is grey; someone who never came is an outline.
import type { Role } from "#core/session.ts";
import { Icon } from "./icons.tsx";

export interface PersonProps {
	name: string;
	/** absent: oneself, outside any session */
	role?: Role;
	state?: "here" | "away" | "expected";
	size?: "big";
	/** has a hand up */
	raised?: boolean;
	/** the name stands beside it: hide the initials from screen readers */
	named?: boolean;
}

/** First letters of the first and the last word; "?" for nothing readable. */
export function initialsOf(name: string): string {
	const words = name.trim().split(/\s+/).filter(Boolean);
	const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
	const letters = picked.map((word) => Array.from(word ?? "")[0] ?? "").join("");
	return letters.toLocaleUpperCase("en") || "?";
}

export function Person({ raised = false, ...props }: PersonProps) {
	if (!raised) return <Face {...props} />;
	return (
		<span className="raised" title={`${props.name} has a hand up`}>
			<Face {...props} />
			<Icon name="hand" />
			{!props.named && <span className="vh">hand raised</span>}
		</span>
	);
}

function Face({ name, role, state = "here", size, named = false }: Omit<PersonProps, "raised">) {
	const classes = ["av", role ?? "self"];
	if (state === "away") classes.push("off");
	if (state === "expected") classes.push("wait");
	if (size) classes.push(size);
	const words = [name, role, state === "away" ? "away" : ""].filter(Boolean).join(", ");
	if (named)
		return (
			<span className={classes.join(" ")} aria-hidden="true">
				{initialsOf(name)}
			</span>
		);
	return (
		<span className={classes.join(" ")} role="img" aria-label={words} title={words}>
			{initialsOf(name)}
		</span>
	);
}
