// Says that the camera goes along with somebody's: a frame around the board in the colour of that person's role, and words
// with the way out. The words stand in a place that is always there, so that they are said when they come.
import type { ReactNode } from "react";
import type { Person } from "#core/view.ts";

export function FollowFrame({ person, onStop }: { person: Person | null; onStop(): void }): ReactNode {
	return (
		<>
			{person && <div className={`followframe ${person.role}`} aria-hidden="true" />}
			<div className={person ? `followchip ${person.role}` : "followchip none"}>
				<p role="status">{person && `Following ${person.name}`}</p>
				{person && (
					<button
						type="button"
						aria-label={`Stop following ${person.name}`}
						aria-keyshortcuts="Escape"
						onClick={onStop}
					>
						Stop
					</button>
				)}
			</div>
		</>
	);
}
