// The rest of a room's actions behind one button: what the bar has no place for on this screen, and what is seldom used.
import { DropdownMenu as Radix } from "radix-ui";
import { Fragment } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon, type IconName } from "#components/ui/icons.tsx";

export interface MenuItem {
	words: string;
	icon?: IconName;
	key?: string;
	/** a place to go, in a new window and without a way back to this one */
	href?: string;
	onSelect?(): void;
	/** a line above it */
	apart?: boolean;
}

export function RoomMenu({ items }: { items: readonly MenuItem[] }) {
	return (
		<Radix.Root>
			<Radix.Trigger asChild>
				<Button size="sm" tone="quiet" icon="more" label="More" />
			</Radix.Trigger>
			<Radix.Portal>
				<Radix.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
					{items.map((item) => (
						<Fragment key={item.words}>
							{item.apart && <Radix.Separator className="line" />}
							{item.href ? (
								<Radix.Item asChild>
									<a href={item.href} target="_blank" rel="noopener noreferrer">
										<Face item={item} />
									</a>
								</Radix.Item>
							) : (
								<Radix.Item onSelect={item.onSelect}>
									<Face item={item} />
								</Radix.Item>
							)}
						</Fragment>
					))}
				</Radix.Content>
			</Radix.Portal>
		</Radix.Root>
	);
}

function Face({ item }: { item: MenuItem }) {
	return (
		<>
			{item.icon ? <Icon name={item.icon} /> : <span className="i" />}
			<span className="grow">{item.words}</span>
			{item.key && <kbd>{item.key}</kbd>}
		</>
	);
}
