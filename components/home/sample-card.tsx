// The way in without any commitment: one recorded interview that anybody replays with one click.

import Link from "next/link";
import { Icon } from "#components/ui/icons.tsx";
import { formatClock } from "#components/ui/time.ts";
import { Walk } from "#components/ui/walk.tsx";
import type { Sample } from "#core/protocol.ts";

export function SampleCard({ sample }: { sample: Sample }) {
	const walkedMs = Object.values(sample.walk).reduce((sum, ms) => sum + ms, 0);
	return (
		<Link
			className="sample card"
			href={`/sessions/${sample.id}/replay`}
			prefetch={false}
			aria-label={`Watch a sample replay: ${sample.title}`}
		>
			<span className="disc">
				<Icon name="play" />
			</span>
			<span className="grow">
				<span className="m">Watch a sample replay</span>
				<span className="t2">
					{sample.title}
					{walkedMs > 0 && <span className="mono nw"> {formatClock(walkedMs)}</span>}
				</span>
				<Walk minutes={sample.minutes} activeMs={walkedMs > 0 ? sample.walk : null} />
			</span>
		</Link>
	);
}
