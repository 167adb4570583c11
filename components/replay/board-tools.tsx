// What a viewer may do with the board of a replay, beside the player's own buttons: follow a pointer, see who drew what, see
// all of it, take a picture. On a small screen the same stands in the player's menu.
import { DropdownMenu as Radix } from "radix-ui";
import { useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { Person } from "#components/ui/person.tsx";
import type { RecordingHeader } from "#core/recording.ts";
import type { MoreItem } from "./more-menu.tsx";
import type { Player } from "./player.ts";
import type { BoardView } from "./use-board-view.ts";
import { usePlayer } from "./use-player.ts";

type People = RecordingHeader["people"];

/** A person whose pointer may be followed. */
export interface Followable {
	readonly person: People[number];
	/** the pointer is on the board now */
	readonly here: boolean;
}

/** Who has a pointer on the board now, and whoever is followed, in the order of the recording's people. */
export function useFollowable(player: Player, people: People, followed: string | null): readonly Followable[] {
	const here = usePlayer(player, ({ cursors }) =>
		people.map(({ id }) => (cursors.some((cursor) => cursor.person === id) ? "1" : "0")).join(""),
	);
	return useMemo(
		() =>
			people
				.map((person, index) => ({ person, here: here[index] === "1" }))
				.filter((item) => item.here || item.person.id === followed),
		[people, here, followed],
	);
}

export function BoardTools({ followable, view }: { followable: readonly Followable[]; view: BoardView }) {
	const { followed, showsHands } = view;
	const name = followable.find(({ person }) => person.id === followed)?.person.name;
	return (
		<span className="boardtools hide-sm">
			<Radix.Root modal={false}>
				<Radix.Trigger asChild>
					<Button
						size="sm"
						icon="cursor"
						className="follow"
						data-pressed={followed !== null || undefined}
						label={name ? `Following ${name}` : "Follow somebody's pointer"}
						title="Keep somebody's pointer in sight (F)"
					>
						<span className="cut">{name ? `Following ${name}` : "Follow"}</span>
						<Icon name="chevron-down" />
					</Button>
				</Radix.Trigger>
				<Radix.Portal>
					<Radix.Content className="menu" align="start" side="top" sideOffset={6} collisionPadding={8}>
						<Radix.RadioGroup value={followed ?? ""} onValueChange={(id) => view.follow(id || null)}>
							{followable.map(({ person, here }) => (
								<Radix.RadioItem key={person.id} value={person.id}>
									<Person name={person.name} role={person.role} state={here ? "here" : "away"} named />
									<span className="grow cut">{person.name}</span>
									<span className="muted">{here ? person.role : "pointer at rest"}</span>
									<Radix.ItemIndicator>
										<Icon name="check" />
									</Radix.ItemIndicator>
								</Radix.RadioItem>
							))}
							{followable.length === 0 && (
								<Radix.Item disabled>
									<span className="muted">Nobody's pointer is on the board at this moment.</span>
								</Radix.Item>
							)}
							<Radix.Separator className="line" />
							<Radix.RadioItem value="">
								<Icon name="hand" />
								<span className="grow">Nobody, I move the board</span>
								<Radix.ItemIndicator>
									<Icon name="check" />
								</Radix.ItemIndicator>
							</Radix.RadioItem>
						</Radix.RadioGroup>
					</Radix.Content>
				</Radix.Portal>
			</Radix.Root>
			<Button
				size="sm"
				icon="person"
				label="Who drew what"
				title="Colours by who drew (W)"
				aria-pressed={showsHands}
				onClick={() => view.showHands(!showsHands)}
			>
				<span className="wide">Who drew</span>
			</Button>
			<Button
				size="sm"
				tone="quiet"
				icon="fit"
				label="Show the whole board"
				title="Show the whole board (0)"
				onClick={view.fit}
			/>
			<Button
				size="sm"
				tone="quiet"
				icon="picture"
				label="Pictures of this moment"
				onClick={() => view.openPictures(true)}
			/>
		</span>
	);
}

/** The same for the player's menu. */
export function boardItems(followable: readonly Followable[], view: BoardView): MoreItem[] {
	return [
		...followable.map(({ person }) => {
			const on = view.followed === person.id;
			return {
				words: `Follow ${person.name}, ${person.role}`,
				icon: "cursor" as const,
				on,
				onSelect: () => view.follow(on ? null : person.id),
			};
		}),
		{ words: "Who drew what", icon: "person", on: view.showsHands, onSelect: () => view.showHands(!view.showsHands) },
		{ words: "Show the whole board", icon: "fit", onSelect: view.fit },
		{ words: "Pictures of this moment", icon: "picture", onSelect: () => view.openPictures(true) },
	];
}

/** What a key does with the board. To follow goes from person to person, and then to nobody. */
export function lookAt(what: "follow" | "hands" | "fit", view: BoardView, followable: readonly Followable[]): void {
	if (what === "hands") view.showHands(!view.showsHands);
	else if (what === "fit") view.fit();
	else {
		const now = followable.findIndex((item) => item.person.id === view.followed);
		view.follow(followable[now + 1]?.person.id ?? null);
	}
}
