// Form parts: a labelled field with a hint and an error that are read with it, inputs, and a choice of a few options
// (a fieldset with radios, so that arrows move and the browser knows what it is).
import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import { Icon } from "./icons.tsx";

export interface FieldControl {
	id: string;
	"aria-describedby": string | undefined;
	"aria-invalid": true | undefined;
}

export interface FieldProps {
	label: string;
	optional?: boolean;
	hint?: ReactNode;
	error?: string | null;
	className?: string;
	/** makes the control; spread the given attributes onto it */
	children(control: FieldControl): ReactNode;
}

export function Field({ label, optional, hint, error, className, children }: FieldProps) {
	const id = useId();
	const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
	return (
		<div className={className ? `field ${className}` : "field"}>
			<label htmlFor={id}>
				{label} {optional && <span className="opt">(optional)</span>}
			</label>
			{children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
			{hint && (
				<span className="muted" id={`${id}-hint`}>
					{hint}
				</span>
			)}
			<span id={`${id}-error`} role="alert">
				{error && (
					<span className="err">
						<Icon name="warning" />
						{error}
					</span>
				)}
			</span>
		</div>
	);
}

export interface InputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "ref"> {
	value: string;
	/** absent only for a field that is read-only */
	onText?(text: string): void;
}

export function Input({ className, value, onText, ...rest }: InputProps) {
	const input = useRef<HTMLInputElement>(null);
	// What somebody typed before the page came alive stands in the field, but nobody was told of it.
	// biome-ignore lint/correctness/useExhaustiveDependencies: only the moment of coming alive
	useEffect(() => {
		const early = input.current?.value ?? "";
		if (early !== value) onText?.(early);
	}, []);
	return (
		<input
			{...rest}
			ref={input}
			className={className ? `input ${className}` : "input"}
			value={value}
			onChange={(event) => onText?.(event.target.value)}
		/>
	);
}

export interface SegmentedProps<Value extends string | number> {
	legend: string;
	/** said to screen readers only */
	hideLegend?: boolean;
	options: readonly { value: Value; label: ReactNode; disabled?: boolean }[];
	value: NoInfer<Value>;
	onChange(value: NoInfer<Value>): void;
	size?: "sm";
	className?: string;
}

export function Segmented<Value extends string | number>(props: SegmentedProps<Value>) {
	const { legend, hideLegend, options, value, onChange, size, className } = props;
	const name = useId();
	return (
		<fieldset className={className}>
			<legend className={hideLegend ? "vh" : "legend"}>{legend}</legend>
			<div className={size ? `seg ${size}` : "seg"}>
				{options.map((option) => (
					<label key={option.value}>
						<input
							type="radio"
							name={name}
							value={option.value}
							checked={option.value === value}
							disabled={option.disabled}
							onChange={() => onChange(option.value)}
						/>
						{option.label}
					</label>
				))}
			</div>
		</fieldset>
	);
}
