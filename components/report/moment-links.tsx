// Moments as links: each opens the replay at its second, with the shapes that were touched then in view. One moment is a link, several
// are a menu of links; on paper their times stand in place of both.
import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import { LinkButton } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { isStepId, stepOf } from "#core/framework.ts";
import type { Moment } from "#core/moments.ts";
import type { FullReport } from "#core/report.ts";
import { clockAt, count, momentPath } from "#core/report-words.ts";

interface MomentProps {
	report: FullReport;
	moment: Pick<Moment, "at" | "shapes"> & Partial<Pick<Moment, "text" | "segment">>;
}

/** A button with the clock: "11:10". */
export function MomentButton({ report, moment }: MomentProps) {
	const clock = clockAt(moment.at, report);
	return (
		<LinkButton
			size="sm"
			icon="play"
			className="momentbtn"
			href={momentPath(moment, report)}
			label={`Replay at ${clock}`}
		>
			<span className="mono">{clock}</span>
		</LinkButton>
	);
}

/** "2 moments", in the row of what they are evidence for. */
export function Evidence({ report, of, moments }: { report: FullReport; of: string; moments: readonly Moment[] }) {
	const [first] = moments;
	if (!first) return null;
	const times = <span className="onpaper mono">{moments.map(({ at }) => clockAt(at, report)).join(", ")}</span>;
	if (moments.length === 1) {
		return (
			<>
				<Link
					className="onscreen"
					prefetch={false}
					href={momentPath(first, report)}
					aria-label={`1 moment of ${of}, at ${clockAt(first.at, report)}`}
				>
					1 moment
				</Link>
				{times}
			</>
		);
	}
	return (
		<>
			<Radix.Root>
				<Radix.Trigger asChild>
					<button type="button" className="linkbtn onscreen" aria-label={`${count(moments.length, "moment")} of ${of}`}>
						{count(moments.length, "moment")}
					</button>
				</Radix.Trigger>
				<Radix.Portal>
					<Radix.Content className="menu momentmenu" align="end" sideOffset={4} collisionPadding={8}>
						{moments.map((moment) => (
							<Radix.Item key={moment.id} asChild>
								<Link prefetch={false} href={momentPath(moment, report)}>
									<Icon name="play" />
									<span className="mono">{clockAt(moment.at, report)}</span>
									<span className="cut">{wordsOf(moment)}</span>
								</Link>
							</Radix.Item>
						))}
					</Radix.Content>
				</Radix.Portal>
			</Radix.Root>
			{times}
		</>
	);
}

/** What is known of a moment besides its time. */
export function wordsOf({ text, segment }: MomentProps["moment"]): string {
	if (text) return text;
	if (segment && isStepId(segment)) return stepOf(segment).short;
	return segment === "wrap" ? "Wrap-up" : segment === "intro" ? "Introduction" : "";
}
