// The links of a session: one for each other role, with what it is for, how long it lasts, and the way to withdraw or
// renew it. Only the creator has links; others read who to ask.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Input } from "#components/ui/field.tsx";
import { formatDay } from "#components/ui/time.ts";
import type { Role } from "#core/session.ts";
import { CopyButton } from "./copy-button.tsx";
import { isLocalHost } from "./room-words.ts";
import type { Invite } from "./session-api.ts";
import type { InvitesControl } from "./use-invites.ts";

const PURPOSE: Record<Role, { title: string; words: string }> = {
	candidate: { title: "Candidate", words: "For one person. Draws, sees the prompts and the clock." },
	interviewer: { title: "Interviewer", words: "Sees the brief, writes notes, runs the clock." },
	observer: {
		title: "Observers",
		words: "For as many as you like. They watch and cannot draw; whether they may replay is set under People.",
	},
};
const ORDER: readonly Role[] = ["candidate", "interviewer", "observer"];

interface InviteDialogProps {
	open: boolean;
	onOpenChange(open: boolean): void;
	control: InvitesControl;
	/** one's own role: the other interviewer is the second one */
	role: Role;
}

export function InviteDialog({ open, onOpenChange, control, role }: InviteDialogProps) {
	const { invites } = control;
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			wide
			title="Invite"
			words="Whoever opens a link gives a name, agrees to the recording and is in. Send each link only to whom it is for."
		>
			{open && isLocalHost(window.location.hostname) && (
				<p className="hintline">
					You opened this page on this machine. For a partner on your network, open it by the network address that the
					server printed at its start; the links then carry that address.
				</p>
			)}
			{invites.state === "loading" && <p className="muted">Fetching the links</p>}
			{invites.state === "failed" && (
				<p role="alert" className="row">
					<span className="grow">{invites.words}</span>
					<Button size="sm" onClick={() => void control.reload()}>
						Try again
					</Button>
				</p>
			)}
			{invites.state === "none" && <p>Only the person who made this session has its links. Ask there for one.</p>}
			{invites.state === "ready" &&
				ORDER.map((each) => invites.invites.find((invite) => invite.role === each))
					.filter((invite) => invite !== undefined)
					.map((invite) => (
						<InviteRow
							key={invite.role}
							invite={invite}
							second={invite.role === "interviewer" && role === "interviewer"}
							onChange={(change) => control.change(invite.role, change)}
						/>
					))}
		</Dialog>
	);
}

function InviteRow({
	invite,
	second,
	onChange,
}: {
	invite: Invite;
	second: boolean;
	onChange(change: "revoke" | "renew"): Promise<string | null>;
}) {
	const [problem, setProblem] = useState<string | null>(null);
	const [busy, setBusy] = useState(false);
	const { words } = PURPOSE[invite.role];
	const title = second ? "Second interviewer" : PURPOSE[invite.role].title;
	const over = invite.revokedAt !== null || Date.parse(invite.expiresAt) <= Date.now();

	async function change(what: "revoke" | "renew") {
		setBusy(true);
		setProblem(await onChange(what));
		setBusy(false);
	}

	return (
		<section className="inviterow" aria-label={`Link for ${title.toLowerCase()}`}>
			<h3>
				{title} <span className="muted">{words}</span>
			</h3>
			{over ? (
				<p className="row">
					<span className="grow t2">{invite.revokedAt ? "This link is withdrawn." : "This link has ended."}</span>
					<Button size="sm" busy={busy} onClick={() => void change("renew")}>
						Make a new link
					</Button>
				</p>
			) : (
				<>
					<div className="row">
						<Input
							readOnly
							value={invite.url}
							aria-label={`Link for ${title.toLowerCase()}`}
							onFocus={(event) => event.currentTarget.select()}
						/>
						<CopyButton text={invite.url} size="lg" />
					</div>
					<p className="row linkmeta">
						<span className="grow muted">Valid until {formatDay(new Date(invite.expiresAt))}</span>
						<Button size="sm" tone="quiet" busy={busy} onClick={() => void change("renew")}>
							Renew
						</Button>
						<Button size="sm" tone="quiet" busy={busy} onClick={() => void change("revoke")}>
							Withdraw
						</Button>
					</p>
				</>
			)}
			{problem && (
				<p role="alert" className="problem">
					{problem}
				</p>
			)}
		</section>
	);
}
