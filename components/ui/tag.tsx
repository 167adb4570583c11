// A small label: a state (colour, icon and word together), or a role.

import type { ReactNode } from "react";
import type { Role } from "#core/session.ts";
import { Icon, type IconName } from "./icons.tsx";

export interface TagProps {
	tone?: "ok" | "warn" | "danger" | "info" | "line" | Role;
	icon?: IconName;
	children: ReactNode;
}

export function Tag({ tone, icon, children }: TagProps) {
	return (
		<span className={tone ? `tag ${tone}` : "tag"}>
			{icon && <Icon name={icon} />}
			{children}
		</span>
	);
}
