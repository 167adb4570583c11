"use client";
// The page behind a link: says what one would join and lets one in, or says in plain words why not and what to do.
// Opening it has no effect; only the form's button does.
import "./join.css";
import { type ReactNode, useEffect, useState } from "react";
import * as z from "zod/mini";
import { callApiAsGuest } from "#components/api.ts";
import { AppBar } from "#components/ui/app-bar.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Person } from "#components/ui/person.tsx";
import { Planks } from "#components/ui/planks.tsx";
import { formatDay } from "#components/ui/time.ts";
import { useDisplayName } from "#components/ui/use-display-name.ts";
import { firstName } from "#components/ui/words.ts";
import type { InviteView } from "#core/protocol.ts";
import { Facts } from "./facts.tsx";
import { JoinForm } from "./join-form.tsx";
import { invitePath, useInvite } from "./use-invite.ts";
import { gatekeeper } from "./words.ts";

const acceptedSchema = z.object({ sessionId: z.string() });

const goToRoom = (sessionId: string) => window.location.assign(`/sessions/${sessionId}`);

export function Join({ token }: { token: string }) {
	const { invite, look } = useInvite(token);
	return (
		<>
			<AppBar />
			{invite.state === "loading" && <Loading />}
			{invite.state === "unknown" && (
				<State title="We do not know this link" action={<LinkButton href="/">Go to Boardwalk</LinkButton>}>
					Ask for a new one. Perhaps a part of it was lost when it was copied.
				</State>
			)}
			{invite.state === "failed" && (
				<State title="The link could not be looked up" action={<Button onClick={look}>Try again</Button>}>
					{invite.message}
				</State>
			)}
			{invite.state === "known" && (
				<Known token={token} view={invite.view} unreached={invite.unreached} onChanged={look} />
			)}
		</>
	);
}

interface KnownProps {
	token: string;
	view: InviteView;
	unreached: string | null;
	/** the server knows something new: look again */
	onChanged(): void;
}

function Known({ token, view, unreached, onChanged }: KnownProps) {
	const { name, setName, keep } = useDisplayName();
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const [waited, setWaited] = useState(false);
	const letIn = waited && view.state === "member" && view.sessionId !== undefined ? view.sessionId : null;
	useEffect(() => {
		if (letIn !== null) goToRoom(letIn);
	}, [letIn]);

	const submit = async (typed: string) => {
		keep();
		setBusy(true);
		setProblem(null);
		const path = invitePath(token);
		if (view.state === "seat-taken") {
			const asked = await callApiAsGuest(`${path}/ask`, { method: "POST", body: { name: typed } });
			setBusy(false);
			if (asked.ok) setWaited(true);
			else setProblem(asked.message);
			onChanged();
			return;
		}
		const joined = await callApiAsGuest(`${path}/accept`, {
			method: "POST",
			body: { name: typed, consent: true },
			schema: acceptedSchema,
		});
		if (joined.ok) return goToRoom(joined.value.sessionId);
		setBusy(false);
		setProblem(joined.message);
		// The seat may have been taken, the link withdrawn: then the page says so.
		if (joined.status !== 429 && joined.status >= 400 && joined.status < 500) onChanged();
	};

	if (letIn !== null) return <State title="You are let in">The room opens.</State>;
	if (view.state === "open" || (view.state === "seat-taken" && view.request !== "waiting"))
		return (
			<main className="wrap join">
				<Facts view={view} name={name} />
				<JoinForm view={view} name={name} onName={setName} busy={busy} problem={problem} onSubmit={submit} />
			</main>
		);
	return <Closed view={view} name={name} unreached={unreached} />;
}

/** Every state without a form. */
function Closed({ view, name, unreached }: { view: InviteView; name: string; unreached: string | null }) {
	const maker = firstName(view.invitedBy);
	const mySessions = <LinkButton href="/">My sessions</LinkButton>;
	switch (view.state) {
		case "revoked":
			return (
				<State title={`This link was withdrawn by ${maker}`} action={mySessions}>
					Ask {maker} for a new one. If you had joined before, the session is still in your list.
				</State>
			);
		case "expired":
			return (
				<State title={`This link ended on ${formatDay(new Date(view.expiresAt))}`} action={mySessions}>
					Ask {maker} for a new one. If you had joined before, the session is still in your list.
				</State>
			);
		case "over":
			return (
				<State title="This interview is over" action={mySessions}>
					Nobody can join it any more. If you were part of it, you find its replay in your list.
				</State>
			);
		case "member": {
			const memberRole = view.memberRole ?? view.role;
			const open = view.sessionId && (
				<LinkButton tone="primary" href={`/sessions/${view.sessionId}`}>
					Open the room
				</LinkButton>
			);
			if (memberRole === view.role)
				return (
					<State title="You are already in" action={open}>
						You joined this session as {memberRole === "candidate" ? "the candidate" : `an ${memberRole}`}.
					</State>
				);
			return (
				<State title={`You are ${memberRole === "observer" ? "an observer" : `the ${memberRole}`} here`} action={open}>
					This link is for {view.role === "candidate" ? "the candidate" : `an ${view.role}`}. To join as that as well,
					open it in a private window.
				</State>
			);
		}
		default:
			return (
				<State
					title={`Waiting for ${gatekeeper(view)}`}
					picture={
						<p className="row waiting">
							<Person name={name || "?"} role={view.role} state="expected" named />
							<span className="t2 cut">{name}</span>
						</p>
					}
					status
				>
					{unreached ??
						`${gatekeeper(view)} sees your request in the room. This page opens it as soon as you are let in.`}
				</State>
			);
	}
}

interface StateProps {
	title: string;
	children: ReactNode;
	action?: ReactNode;
	picture?: ReactNode;
	/** changes by itself: say so */
	status?: boolean;
}

function State({ title, children, action, picture, status }: StateProps) {
	return (
		<main className="state-page">
			<div className="card state" role={status ? "status" : undefined}>
				{picture ?? <Planks look="ghost" />}
				<h1>{title}</h1>
				<p>{children}</p>
				{action}
			</div>
		</main>
	);
}

function Loading() {
	return (
		<main className="wrap join" aria-busy="true">
			<div className="lhs" role="status">
				<span className="vh">Looking up the link</span>
				<p className="lead skeleton bit" aria-hidden="true">
					Somebody invites
				</p>
				<p className="skeleton big" aria-hidden="true">
					Interview
				</p>
			</div>
			<div className="card jc" aria-hidden="true" style={{ minHeight: 480, alignContent: "start" }}>
				<p className="skeleton bit">Before you go in</p>
				<p className="skeleton" style={{ height: 44 }} />
				<p className="skeleton" style={{ height: 150 }} />
			</div>
		</main>
	);
}
