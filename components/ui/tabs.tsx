// A row of tabs and the open one's content. Arrows, Home and End move between them (Radix); a count belongs to the
// name: "Notes, 6". The content of closed tabs is not in the page; state that must outlive a switch lies with the caller.
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

export interface TabItem {
	id: string;
	label: string;
	count?: number | string;
	/** something came that was not seen yet */
	fresh?: boolean;
	/** instead of the class that all contents have */
	className?: string;
	content: ReactNode;
}

export interface TabsProps {
	/** names the row of tabs for screen readers */
	label: string;
	items: readonly TabItem[];
	/** the open tab; without it the first one opens and the tabs keep their own state */
	value?: string;
	onValueChange?(id: string): void;
	className?: string;
	/** class of the open content, for its scrolling and surface */
	contentClassName?: string;
}

export function Tabs({ label, items, value, onValueChange, className, contentClassName }: TabsProps) {
	return (
		<Radix.Root
			className={className}
			value={value}
			defaultValue={value === undefined ? items[0]?.id : undefined}
			onValueChange={onValueChange}
		>
			<Radix.List className="tabs" aria-label={label}>
				{items.map((item) => (
					<Radix.Trigger
						key={item.id}
						value={item.id}
						aria-label={
							item.count === undefined ? undefined : `${item.label}, ${item.count}${item.fresh ? " new" : ""}`
						}
					>
						{item.label}
						{item.count !== undefined && <span className={item.fresh ? "count new" : "count"}>{item.count}</span>}
					</Radix.Trigger>
				))}
			</Radix.List>
			{items.map((item) => (
				<Radix.Content key={item.id} value={item.id} className={item.className ?? contentClassName}>
					{item.content}
				</Radix.Content>
			))}
		</Radix.Root>
	);
}
