// Who is in the session, in which role, here or not; who leads removes a person, and is asked first.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog, Dialog } from "#components/ui/dialog.tsx";
import { Person } from "#components/ui/person.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { ROLE_WORDS } from "#components/ui/words.ts";
import type { Command } from "#core/session.ts";
import type { Person as PersonFacts, SessionView } from "#core/view.ts";
import { personDeeds } from "./person-deeds.ts";
import { ReplayShare } from "./replay-share.tsx";
import { removeParticipant } from "./session-api.ts";
import type { Looking } from "./use-looking.ts";

interface PeopleDialogProps {
	view: SessionView;
	looking: Looking;
	open: boolean;
	onOpenChange(open: boolean): void;
	onInvite: (() => void) | null;
	onCommand(command: Command): Promise<boolean>;
}

export function PeopleDialog({ view, looking, open, onOpenChange, onInvite, onCommand }: PeopleDialogProps) {
	const [asked, setAsked] = useState<PersonFacts | null>(null);
	return (
		<>
			<Dialog
				open={open && asked === null}
				onOpenChange={onOpenChange}
				title="People"
				actions={onInvite && <Button onClick={onInvite}>Invite</Button>}
			>
				<ul className="peoplelist">
					{view.people.map((person) => (
						<li key={person.id}>
							<Person name={person.name} role={person.role} state={person.here ? "here" : "away"} named />
							<span className="grow cut">
								{person.name}
								{person.id === view.you && <span className="muted"> (you)</span>}
							</span>
							<Tag tone={person.role}>{ROLE_WORDS[person.role]}</Tag>
							<span className="muted where">{person.here ? "here" : "left"}</span>
							<PersonDeeds view={view} looking={looking} person={person} onDone={() => onOpenChange(false)} />
							{view.mayLead && person.id !== view.you && (
								<Button size="sm" tone="quiet" label={`Remove ${person.name}`} onClick={() => setAsked(person)}>
									Remove
								</Button>
							)}
						</li>
					))}
				</ul>
				<ReplayShare view={view} onCommand={onCommand} />
			</Dialog>
			<RemoveDialog sessionId={view.session.id} person={asked} onDone={() => setAsked(null)} />
		</>
	);
}

/** Done, the dialog makes way for the board. */
function PersonDeeds({
	view,
	looking,
	person,
	onDone,
}: Pick<PeopleDialogProps, "view" | "looking"> & { person: PersonFacts; onDone(): void }) {
	const deeds = personDeeds(view, looking, person);
	if (deeds.length === 0) return null;
	return (
		<span className="deeds">
			{deeds.map(({ name, words, run }) =>
				run ? (
					<Button
						key={name}
						size="sm"
						label={words}
						onClick={() => {
							run();
							onDone();
						}}
					>
						{name}
					</Button>
				) : (
					<span key={name} className="muted">
						{name}
					</span>
				),
			)}
		</span>
	);
}

function RemoveDialog({
	sessionId,
	person,
	onDone,
}: {
	sessionId: string;
	person: PersonFacts | null;
	onDone(): void;
}) {
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	async function remove() {
		if (!person) return;
		setBusy(true);
		const outcome = await removeParticipant(sessionId, person.id);
		setBusy(false);
		setProblem(outcome.ok ? null : outcome.words);
		if (outcome.ok) onDone();
	}
	return (
		<ConfirmDialog
			open={person !== null}
			onOpenChange={(open) => {
				if (open) return;
				setProblem(null);
				onDone();
			}}
			title={`Remove ${person?.name ?? ""}?`}
			words="The board closes for this person at once. What was drawn and written stays. Coming back takes a link that still works."
			confirm="Remove"
			cancel="Keep"
			tone="danger"
			busy={busy}
			busyLabel="Removing…"
			problem={problem}
			onConfirm={() => void remove()}
		/>
	);
}
