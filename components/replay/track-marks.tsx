// The marks over the track: each kind and each role its own look, each a button that leads there.
import { memo } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { formatClock } from "#components/ui/time.ts";
import type { RecordingHeader } from "#core/recording.ts";
import type { Mark } from "#core/replay-outline.ts";
import { markLook } from "./mark-look.ts";
import { percent, type Range, shareOf } from "./track-place.ts";

interface MarksProps {
	marks: readonly Mark[];
	people: RecordingHeader["people"];
	range: Range;
	zero: number;
	current: Mark | null;
	onMark(mark: Mark): void;
}

/** What the bands and the scale show already. */
const SHOWN_ELSEWHERE: readonly Mark["kind"][] = ["step", "start", "end"];

/** Many, and seldom looked for: a dot each. */
const SMALL: readonly Mark["kind"][] = ["tick", "message"];

export const TrackMarks = memo(function TrackMarks({ marks, current, ...shared }: MarksProps) {
	return (
		<div className="marks">
			{marks
				.filter((mark) => !SHOWN_ELSEWHERE.includes(mark.kind))
				.map((mark) => (
					<MarkButton key={`${mark.frame} ${mark.kind}`} mark={mark} isCurrent={mark === current} {...shared} />
				))}
		</div>
	);
});

const MarkButton = memo(function MarkButton({
	mark,
	people,
	range,
	zero,
	isCurrent,
	onMark,
}: Omit<MarksProps, "marks" | "current"> & { mark: Mark; isCurrent: boolean }) {
	const look = markLook(mark, people);
	return (
		<button
			type="button"
			// reached by the keys for marks and by the list of moments; dozens of stops on the way would be in the way
			tabIndex={-1}
			className={isCurrent ? "current" : undefined}
			data-mark={mark.kind}
			data-tone={look.tone}
			style={{ left: percent(shareOf(range, mark.at)) }}
			aria-label={`${look.label} at ${formatClock(mark.at - zero)}`}
			onClick={() => onMark(mark)}
		>
			{!SMALL.includes(mark.kind) && <Icon name={look.icon} />}
		</button>
	);
});
