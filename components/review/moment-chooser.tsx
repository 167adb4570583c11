// Links a score or a piece of feedback to moments: how many there are, or that there are none, as a button; and the dialog that lists
// notes and pins, those that fit first. Each press counts at once; closing is no deed.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { MAX_EVIDENCE } from "#core/limits.ts";
import { MomentWords } from "./moment-words.tsx";
import { chosenMoments, type MomentChoice } from "./moments.ts";
import { momentCount } from "./score-words.ts";
import "./review.css";

export interface MomentLinksProps {
	/** what they are for: "Data and features" */
	label: string;
	/** all that may be chosen */
	moments: readonly MomentChoice[];
	chosen: readonly string[];
	/** said in warning while nothing is chosen; null: nothing is missing */
	missing: string | null;
	/** which of them to offer first */
	fits?(moment: MomentChoice): boolean;
	/** where moments come from, said when there are none */
	source: string;
	readOnly: boolean;
	onChange(ids: string[]): void;
}

export function MomentLinks(props: MomentLinksProps) {
	const { label, chosen, missing, readOnly } = props;
	const [open, setOpen] = useState(false);
	const words = chosen.length > 0 ? momentCount(chosen.length) : (missing ?? "Add a moment");
	const warns = chosen.length === 0 && missing !== null;
	if (readOnly) {
		if (chosen.length === 0 && missing === null) return null;
		return <span className={warns ? "momentlinks warn" : "momentlinks"}>{words}</span>;
	}
	return (
		<>
			<button
				type="button"
				className={warns ? "momentlinks warn" : "momentlinks"}
				aria-haspopup="dialog"
				onClick={() => setOpen(true)}
			>
				<Icon name={warns ? "warning" : "pin"} />
				{words}
				<span className="vh"> for {label}</span>
			</button>
			{open && <Chooser {...props} onClose={() => setOpen(false)} />}
		</>
	);
}

function Chooser({ label, moments, chosen, fits, source, onChange, onClose }: MomentLinksProps & { onClose(): void }) {
	const first = fits ? moments.filter(fits) : [];
	const others = moments.filter((moment) => !first.includes(moment));
	const full = chosen.length >= MAX_EVIDENCE;
	const toggle = (id: string) =>
		onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
	const list = (some: readonly MomentChoice[], title: string | null) =>
		some.length > 0 && (
			<section aria-label={title ?? "Moments"}>
				{title && <h3>{title}</h3>}
				<ul className="momentchoices">
					{some.map((moment) => (
						<li key={moment.id}>
							<label>
								<input
									type="checkbox"
									checked={chosen.includes(moment.id)}
									disabled={full && !chosen.includes(moment.id)}
									onChange={() => toggle(moment.id)}
								/>
								<MomentWords moment={moment} />
							</label>
						</li>
					))}
				</ul>
			</section>
		);
	return (
		<Dialog
			open
			wide
			onOpenChange={(open) => {
				if (!open) onClose();
			}}
			title={`Moments for ${label}`}
			words={
				moments.length === 0
					? source
					: full
						? `${MAX_EVIDENCE} moments are chosen; that is as many as fit.`
						: "Choose what shows it. In the report each one opens the replay at that second."
			}
			actions={
				<Button tone="primary" onClick={onClose}>
					Done
				</Button>
			}
		>
			<div className="momentgroups">
				{list(first, `Fits ${label}`)}
				{list(others, first.length > 0 ? "Everything else" : null)}
			</div>
		</Dialog>
	);
}

/** The chosen moments with their words, to read. */
export function MomentList({ moments, chosen }: { moments: readonly MomentChoice[]; chosen: readonly string[] }) {
	const shown = chosenMoments(moments, chosen);
	if (shown.length === 0) return null;
	return (
		<ul className="momentlist" aria-label="Moments">
			{shown.map((moment) => (
				<li key={moment.id}>
					<MomentWords moment={moment} />
				</li>
			))}
		</ul>
	);
}
