// What the player has no place for on a small screen, behind one button. Items that are on or off say which.
import { DropdownMenu as Radix } from "radix-ui";
import { Button } from "#components/ui/button.tsx";
import { Icon, type IconName } from "#components/ui/icons.tsx";

export interface MoreItem {
	readonly words: string;
	readonly icon?: IconName;
	/** on or off; absent for what is simply done */
	readonly on?: boolean;
	onSelect(): void;
}

export function MoreMenu({ items }: { items: readonly MoreItem[] }) {
	return (
		<Radix.Root>
			<Radix.Trigger asChild>
				<Button className="phone moreplayer" tone="quiet" icon="more" label="More of the player" />
			</Radix.Trigger>
			<Radix.Portal>
				<Radix.Content className="menu" align="end" side="top" sideOffset={6} collisionPadding={8}>
					{items.map((item) => {
						const face = (
							<>
								{item.icon ? <Icon name={item.icon} /> : <span className="i" />}
								<span className="grow">{item.words}</span>
								{item.on && <Icon name="check" />}
							</>
						);
						return item.on === undefined ? (
							<Radix.Item key={item.words} onSelect={item.onSelect}>
								{face}
							</Radix.Item>
						) : (
							<Radix.CheckboxItem key={item.words} checked={item.on} onSelect={item.onSelect}>
								{face}
							</Radix.CheckboxItem>
						);
					})}
				</Radix.Content>
			</Radix.Portal>
		</Radix.Root>
	);
}
