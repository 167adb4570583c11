"use client";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, Input } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { formatDay } from "#components/ui/time.ts";
import { firstName } from "#components/ui/words.ts";
// The card of the join page: name, what is recorded, consent, in. When the seat is taken the same card asks to be let in
// and then waits. Nothing is sent before the box is ticked by the person.
import { MAX_NAME_CHARS } from "#core/limits.ts";
import { type InviteView, nameSchema } from "#core/protocol.ts";
import { gatekeeper, list, replayWords } from "./words.ts";

const NO_CONSENT = "Tick the box to join. Without a recording there is no replay and no report.";

export interface JoinFormProps {
	view: InviteView;
	name: string;
	onName(name: string): void;
	busy: boolean;
	problem: string | null;
	/** name and consent are there: join, or ask for the seat */
	onSubmit(name: string): void;
}

export function JoinForm({ view, name, onName, busy, problem, onSubmit }: JoinFormProps) {
	const [consent, setConsent] = useState(false);
	const [tried, setTried] = useState(false);
	const consentError = useId();
	const taken = view.state === "seat-taken";
	const readName = nameSchema.safeParse(name);
	const nameError = tried && !readName.success ? (readName.error.issues[0]?.message ?? null) : null;
	const keeper = gatekeeper(view);

	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		if (busy) return;
		setTried(true);
		const missing = !readName.success ? "name" : consent ? null : "consent";
		if (missing !== null) {
			const field = event.currentTarget.elements.namedItem(missing);
			if (field instanceof HTMLElement) field.focus();
		} else if (readName.success) onSubmit(readName.data);
	};

	return (
		<form className="card jc" onSubmit={submit} noValidate>
			{taken ? <SeatTaken view={view} /> : <h2>Before you go in</h2>}
			<Field label="Your name" hint="Shown to the others and on your cursor." error={nameError}>
				{(control) => (
					<Input {...control} name="name" autoComplete="name" maxLength={MAX_NAME_CHARS} value={name} onText={onName} />
				)}
			</Field>
			<Recorded view={view} />
			<div>
				<label className="consent">
					<input
						type="checkbox"
						name="consent"
						checked={consent}
						aria-describedby={consentError}
						aria-invalid={(tried && !consent) || undefined}
						onChange={(event) => setConsent(event.target.checked)}
					/>
					<span>I agree that this session is recorded.</span>
				</label>
				<p id={consentError} role="alert" className="noconsent">
					{tried && !consent && (
						<span className="row">
							<Icon name="warning" />
							{NO_CONSENT}
						</span>
					)}
				</p>
			</div>
			<Button type="submit" tone="primary" size="lg" wide busy={busy} busyLabel={taken ? "Asking…" : "Joining…"}>
				{taken ? `Ask ${keeper} to let you in` : `Join as ${view.role}`}
			</Button>
			<p role="alert" className="problem">
				{problem}
			</p>
			<p className="t2 foot">No account needed. The link is valid until {formatDay(new Date(view.expiresAt))}.</p>
		</form>
	);
}

function SeatTaken({ view }: { view: InviteView }) {
	const holders = (view.holders ?? []).map(firstName);
	const refused = view.request === "refused";
	const held =
		view.role === "interviewer" && holders.length > 1
			? `${list(holders)} already have these places.`
			: `${list(holders) || "Somebody"} already has this place.`;
	return (
		<div>
			<h2>{refused ? `${gatekeeper(view)} did not let you in` : held}</h2>
			<p className="t2 under">
				{refused
					? `${held} If that is you on another device, tell ${gatekeeper(view)} and ask once more.`
					: `Is that you on another device? Ask ${gatekeeper(view)} to let you in.`}
			</p>
		</div>
	);
}

/** What is kept of somebody who enters, exactly, and who can see and delete it. */
function Recorded({ view }: { view: InviteView }) {
	const notes = view.role === "interviewer" ? "Your notes, which only interviewers see" : "The interviewer's notes";
	return (
		<div className="rec">
			<p className="row m">
				<Icon name="record" />
				This session is recorded
			</p>
			<ul>
				<li>
					<Icon name="check" />
					The board, with who drew what and when
				</li>
				<li>
					<Icon name="check" />
					Cursors, steps, ticked prompts and clocks
				</li>
				{view.kind === "led" && (
					<li>
						<Icon name="check" />
						{notes}
					</li>
				)}
				<li>
					<Icon name="cross" />
					No sound and no video
				</li>
			</ul>
			<p className="t2">It begins when you enter. {replayWords(view)}</p>
		</div>
	);
}
