// What the signs of the track mean. Only signs that this reader's track can have.
import { Icon } from "#components/ui/icons.tsx";

export function Legend({ notes }: { notes: boolean }) {
	return (
		<div className="legend hide-sm">
			{notes && (
				<span>
					<Icon name="note" />
					note
				</span>
			)}
			<span>
				<i className="nail" />
				prompt ticked
			</span>
			<span>
				<i className="by-candidate" />
				candidate draws
			</span>
			<span>
				<i className="by-interviewer" />
				interviewer draws
			</span>
			<span>
				<i className="hatch" />
				idle or paused
			</span>
			<span>
				<i className="bare" />
				as planned
			</span>
		</div>
	);
}
