// What an interview leaves behind, at the head of the pane once it is closed: the replay and the link to it, pictures of the
// board, who may see what, where to find it again, and until when it can be reopened. In each role's words.
import Link from "next/link";
import type { ReactNode } from "react";
import { isCalm } from "#components/framework/progress.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { copyText } from "#components/ui/copy-text.ts";
import { Icon, type IconName } from "#components/ui/icons.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { Walk } from "#components/ui/walk.tsx";
import { replayAddress } from "#core/replay-address.ts";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { ReplayShare } from "./replay-share.tsx";
import { ReportDeed, reportNext } from "./report-next.tsx";
import { endedWords, mayReopen, reopenWords, wallTime } from "./room-words.ts";

interface EndedCardProps {
	view: SessionView;
	at: number;
	onCommand(command: Command): Promise<boolean>;
	/** null while there is no board to picture */
	onPictures: (() => void) | null;
	/** opens the scores; absent where there are none */
	onScore?: () => void;
}

export function EndedCard({ view, at, onCommand, onPictures, onScore }: EndedCardProps) {
	const replay = replayAddress(view.session.id);
	const reopen = reopenWords(view, at);
	const next = reportNext(view);
	const watched = view.people.some((person) => person.role === "observer");
	return (
		<section className="phasecard" aria-label="Ended">
			<Walk minutes={view.session.minutes} activeMs={view.activeMs} calm={isCalm(view)} />
			<div role="status">
				<h2>This interview ended at {wallTime(view, view.closedAt ?? view.at)}</h2>
			</div>
			<p className="row">
				{view.mayReplay && (
					<>
						<LinkButton href={replay} tone="primary" icon="play">
							Replay
						</LinkButton>
						<CopyReplayLink path={replay} />
					</>
				)}
				{view.role !== "observer" && view.startedAt !== null && (
					<LinkButton href={`/sessions/${view.session.id}/report`} icon="note">
						Report
					</LinkButton>
				)}
				{onPictures && (
					<Button icon="download" onClick={onPictures}>
						Pictures
					</Button>
				)}
			</p>
			<ul className="nextlist" aria-label="What happens next">
				{next && (
					// the way to read it stands above
					<Next icon="note" deed={next.deed === "score" && <ReportDeed view={view} step={next} onScore={onScore} />}>
						{next.words}
					</Next>
				)}
				{endedWords(view).map(({ icon, words }) => (
					<Next key={words} icon={icon}>
						{words}
					</Next>
				))}
				{view.mayLead && watched && (
					<li>
						<ReplayShare view={view} onCommand={onCommand} />
					</li>
				)}
				<Next icon="menu">
					It stays in{" "}
					<Link href="/" prefetch={false}>
						My sessions
					</Link>
					.
				</Next>
				{reopen && (
					<Next
						icon="clock"
						deed={
							mayReopen(view, at) && (
								<Button size="sm" onClick={() => onCommand({ type: "reopen" })}>
									Reopen
								</Button>
							)
						}
					>
						{reopen}
					</Next>
				)}
			</ul>
		</section>
	);
}

function Next({ icon, deed, children }: { icon: IconName; deed?: ReactNode; children: ReactNode }) {
	return (
		<li>
			<Icon name={icon} />
			<span className="grow">{children}</span>
			{deed}
		</li>
	);
}

/** The link is for people of the session: it opens for nobody else. */
function CopyReplayLink({ path }: { path: string }) {
	const say = useToast();
	const copy = async () => {
		const copied = await copyText(new URL(path, window.location.href).href);
		say(
			copied
				? "Link to the replay copied. It opens for the people of this session."
				: "This browser does not let pages copy. Open the replay and copy its address.",
		);
	};
	return (
		<Button icon="link" onClick={() => void copy()}>
			Copy link
		</Button>
	);
}
