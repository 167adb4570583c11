// Whether observers may replay: a switch for who leads, a line for everybody else.
import { useState } from "react";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";

interface ReplayShareProps {
	view: Pick<SessionView, "mayLead" | "replayShared">;
	/** @returns whether the server carried it out */
	onCommand(command: Command): Promise<boolean>;
}

export function ReplayShare({ view, onCommand }: ReplayShareProps) {
	// what was asked for, until it is so or was refused
	const [asked, setAsked] = useState<boolean | null>(null);
	if (asked === view.replayShared) setAsked(null);
	async function share(shared: boolean) {
		setAsked(shared);
		if (!(await onCommand({ type: "share-replay", shared }))) setAsked(null);
	}
	if (!view.mayLead) {
		return (
			<p className="muted">
				{view.replayShared ? "Observers can replay this session, too." : "Observers cannot replay this session."}
			</p>
		);
	}
	return (
		<label className="replayshare">
			<input
				type="checkbox"
				checked={asked ?? view.replayShared}
				onChange={(event) => void share(event.target.checked)}
			/>
			<span>
				Observers may replay this session
				<span className="muted"> Without notes and brief. You can take it back at any time, also after the end.</span>
			</span>
		</label>
	);
}
