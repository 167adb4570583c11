// The people in the bar. Who has a board open is a button: follow her, bring her to me. The last button lists everybody.
import { DropdownMenu as Radix } from "radix-ui";
import { Icon } from "#components/ui/icons.tsx";
import { Person } from "#components/ui/person.tsx";
import type { Person as PersonFacts, SessionView } from "#core/view.ts";
import { type PersonDeed, personDeeds } from "./person-deeds.ts";
import type { Looking } from "./use-looking.ts";

const SHOWN = 5;

interface PeopleRowProps {
	view: SessionView;
	looking: Looking;
	/** opens the list of everybody */
	onPeople(): void;
}

export function PeopleRow({ view, looking, onPeople }: PeopleRowProps) {
	const here = view.people.filter((person) => person.here).length;
	const label = `People: ${here} of ${view.people.length} here`;
	const shown = view.people.slice(0, SHOWN).map((person) => ({ person, deeds: personDeeds(view, looking, person) }));
	const more = view.people.length - SHOWN;
	const count = more > 0 && <span className="count">+{more}</span>;
	if (shown.every(({ deeds }) => deeds.length === 0)) {
		return (
			<button type="button" className="people hide-sm" onClick={onPeople} aria-label={label}>
				{shown.map(({ person }) => (
					<Face key={person.id} person={person} raised={view.hands.includes(person.id)} />
				))}
				{count}
			</button>
		);
	}
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
		<div className="people hide-sm" role="group" aria-label="People">
			{shown.map(({ person, deeds }) =>
				deeds.length === 0 ? (
					<Face key={person.id} person={person} raised={view.hands.includes(person.id)} />
				) : (
					<PersonMenu
						key={person.id}
						person={person}
						deeds={deeds}
						raised={view.hands.includes(person.id)}
						followed={looking.state.following === person.id}
						follows={looking.state.followers.includes(person.id)}
					/>
				),
			)}
			<button type="button" className="all" onClick={onPeople} aria-label={label} title={label}>
				{count || <Icon name="chevron-down" />}
			</button>
		</div>
	);
}

function Face({ person, raised }: { person: PersonFacts; raised: boolean }) {
	return <Person name={person.name} role={person.role} state={person.here ? "here" : "away"} raised={raised} />;
}

interface PersonMenuProps {
	person: PersonFacts;
	deeds: readonly PersonDeed[];
	followed: boolean;
	follows: boolean;
	raised: boolean;
}

function PersonMenu({ person, deeds, followed, follows, raised }: PersonMenuProps) {
	const state = `${followed ? ", you follow" : follows ? ", follows you" : ""}${raised ? ", hand raised" : ""}`;
	return (
		<Radix.Root>
			<Radix.Trigger asChild>
				<button
					type="button"
					className={followed ? "one followed" : follows ? "one follows" : "one"}
					aria-label={`${person.name}, ${person.role}${state}`}
					title={person.name}
				>
					<Person name={person.name} role={person.role} raised={raised} named />
				</button>
			</Radix.Trigger>
			<Radix.Portal>
				<Radix.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
					{deeds.map(({ name, words, run }) => (
						<Radix.Item key={name} disabled={run === null} onSelect={run ?? undefined}>
							<Icon name={run === null || name === "Bring to me" ? "person" : "eye"} />
							<span className="grow">{words}</span>
						</Radix.Item>
					))}
				</Radix.Content>
			</Radix.Portal>
		</Radix.Root>
	);
}
