// A field whose text is kept while it is typed: each key goes to the drafts, leaving the field sends them. While somebody types the
// field shows what was typed, never what comes back from the server. A refused text stays, with the reason under it.
import { type ReactNode, useId, useState } from "react";
import { Icon } from "#components/ui/icons.tsx";
import "./review.css";

interface DraftTextProps {
	label: string;
	/** the label is for screen readers alone */
	hideLabel?: boolean;
	value: string;
	maxLength: number;
	placeholder?: string;
	readOnly: boolean;
	/** why the text was not taken */
	refusal?: string | undefined;
	onText(text: string): void;
	/** the field was left */
	onLeave(): void;
	/** remarks about what stands in the field */
	children?: ReactNode;
}

/** From here on the field says how much room is left. */
const NEARLY_FULL = 0.9;

export function DraftText(props: DraftTextProps) {
	const { label, hideLabel, value, maxLength, placeholder, readOnly, refusal, onText, onLeave, children } = props;
	const [typed, setTyped] = useState<string | null>(null);
	const id = useId();
	const shown = typed ?? value;
	const full = shown.length >= maxLength * NEARLY_FULL;
	if (readOnly && shown === "" && !refusal) return null;
	return (
		<div className="drafttext">
			<label htmlFor={id} className={hideLabel ? "vh" : undefined}>
				{label}
			</label>
			<textarea
				id={id}
				className="input"
				rows={1}
				value={shown}
				maxLength={maxLength}
				placeholder={readOnly ? undefined : placeholder}
				readOnly={readOnly}
				aria-describedby={`${id}-about`}
				aria-invalid={refusal ? true : undefined}
				onChange={(event) => {
					setTyped(event.target.value);
					onText(event.target.value);
				}}
				onBlur={() => {
					setTyped(null);
					onLeave();
				}}
			/>
			<div id={`${id}-about`}>
				{refusal && (
					<p className="err" role="alert">
						<Icon name="warning" />
						Not saved: {refusal}
					</p>
				)}
				{full && !readOnly && (
					<p className="muted">
						{shown.length.toLocaleString("en")} of {maxLength.toLocaleString("en")} characters
					</p>
				)}
				{children}
			</div>
		</div>
	);
}
