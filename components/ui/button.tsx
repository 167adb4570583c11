// Buttons and links that look like buttons. `icon` alone makes a square control, which then needs a `label`.
// A busy button keeps its width and its focus, says what it does ("Opening…") and ignores further presses.
import Link from "next/link";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { Icon, type IconName } from "./icons.tsx";

interface Look {
	tone?: "plain" | "primary" | "quiet" | "danger";
	size?: "sm" | "md" | "lg";
	icon?: IconName;
	/** names a control that shows an icon alone; with text inside it replaces that text for screen readers */
	label?: string;
	/** as wide as its place */
	wide?: boolean;
	children?: ReactNode;
}

function classOf({ tone = "plain", size = "md", icon, wide, children }: Look, extra: string | undefined): string {
	const names = ["btn"];
	if (tone !== "plain") names.push(tone);
	if (size !== "md") names.push(size);
	if (icon && children === undefined) names.push("icon");
	if (wide) names.push("wide");
	if (extra) names.push(extra);
	return names.join(" ");
}

export type ButtonProps = Look &
	Omit<ComponentProps<"button">, "children"> & {
		busy?: boolean;
		/** shown while busy; its width is kept from the start */
		busyLabel?: string;
	};

export function Button(props: ButtonProps) {
	const { tone, size, icon, label, wide, busy = false, busyLabel, className, children, onClick, ...rest } = props;
	const press = (event: MouseEvent<HTMLButtonElement>) => {
		if (busy) event.preventDefault();
		else onClick?.(event);
	};
	return (
		<button
			type="button"
			{...rest}
			className={classOf(props, className)}
			aria-label={label}
			title={props.title ?? (children === undefined ? label : undefined)}
			aria-busy={busy || undefined}
			aria-disabled={busy || rest["aria-disabled"] || undefined}
			onClick={press}
		>
			{icon && <Icon name={icon} />}
			{busyLabel === undefined ? (
				children
			) : (
				<span className="stack">
					<span hidden={busy}>{children}</span>
					<span hidden={!busy}>{busyLabel}</span>
				</span>
			)}
		</button>
	);
}

export type LinkButtonProps = Look & Omit<ComponentProps<typeof Link>, "children">;

export function LinkButton(props: LinkButtonProps) {
	const { tone, size, icon, label, wide, className, children, ...rest } = props;
	return (
		<Link prefetch={false} {...rest} className={classOf(props, className)} aria-label={label} title={props.title}>
			{icon && <Icon name={icon} />}
			{children}
		</Link>
	);
}
