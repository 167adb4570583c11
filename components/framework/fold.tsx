// A part of the brief that folds: its title and a count stay in sight.
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icons.tsx";

export function Fold({ title, count, children }: { title: string; count?: number | string; children: ReactNode }) {
	return (
		<details className="fold">
			<summary>
				<Icon name="chevron-right" className="chev" />
				<span>{title}</span> {count !== undefined && <span className="muted">{count}</span>}
			</summary>
			<div className="foldbody">{children}</div>
		</details>
	);
}
