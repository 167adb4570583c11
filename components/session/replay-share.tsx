// Whether observers may replay: a switch for who leads, a line for everybody else.
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";

interface ReplayShareProps {
	view: Pick<SessionView, "mayLead" | "replayShared">;
	onCommand(command: Command): void;
}

export function ReplayShare({ view, onCommand }: ReplayShareProps) {
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
				checked={view.replayShared}
				onChange={(event) => onCommand({ type: "share-replay", shared: event.target.checked })}
			/>
			<span>
				Observers may replay this session
				<span className="muted"> Without notes and brief. You can take it back at any time, also after the end.</span>
			</span>
		</label>
	);
}
