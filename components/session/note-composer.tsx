// The field for a note: Enter saves, Esc leaves, quick keys at the start say what kind of note it is and show as tags at once. What is
// typed stays until the server has it; the time and the step of the note are the server's.
import { type KeyboardEvent, type Ref, useId, useState } from "react";
import { noteTags } from "#components/framework/note-words.ts";
import { MAX_NOTE_CHARS } from "#core/limits.ts";
import { parseNote, QUICK_KEY_CHARS, type TypedNote } from "./note-text.ts";

interface NoteFieldProps {
	/** "Note at 25:10, in data" */
	label: string;
	initial?: string;
	fieldRef?: Ref<HTMLTextAreaElement>;
	autoFocus?: boolean;
	/** shows the key that opens the field, and the signs as buttons */
	keys?: boolean;
	/** @returns whether it was saved; otherwise the text stays */
	onSave(note: TypedNote): Promise<boolean>;
	onLeave(): void;
}

const SIGN_BUTTONS = [
	{ sign: "+", name: "Strength" },
	{ sign: "-", name: "Concern" },
	{ sign: "?", name: "Open question" },
] as const;

export function NoteField(props: NoteFieldProps) {
	const { label, initial = "", fieldRef, autoFocus, keys, onSave, onLeave } = props;
	const [typed, setTyped] = useState(initial);
	const [state, setState] = useState<"idle" | "saving" | "saved">("idle");
	const helpId = useId();
	const note = parseNote(typed);
	const tags = noteTags(note);

	async function save() {
		if (note.text === "" || state === "saving") return;
		setState("saving");
		const saved = await onSave(note);
		setState(saved ? "saved" : "idle");
		// what was typed meanwhile stays
		if (saved) setTyped((now) => (now === typed ? "" : now));
	}

	function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
		if (event.nativeEvent.isComposing) return;
		if (event.key === "Enter" && !event.shiftKey) {
			event.preventDefault();
			void save();
		} else if (event.key === "Escape") {
			event.preventDefault();
			event.currentTarget.blur();
			onLeave();
		}
	}

	return (
		<div className="box notebox">
			{tags.length > 0 ? (
				<span className="notetags">
					{tags.map(({ tone, words }) => (
						<span key={words} className={`tag ${tone}`}>
							{words}
						</span>
					))}
				</span>
			) : (
				keys && typed === "" && <kbd className="hide-sm">J</kbd>
			)}
			<textarea
				ref={fieldRef}
				// biome-ignore lint/a11y/noAutofocus: opened by a press on "Edit"; the field is what was asked for
				autoFocus={autoFocus}
				rows={1}
				value={typed}
				maxLength={MAX_NOTE_CHARS + QUICK_KEY_CHARS}
				placeholder={label}
				aria-label={label}
				aria-describedby={helpId}
				aria-keyshortcuts={keys ? "J" : undefined}
				enterKeyHint="done"
				onChange={(event) => {
					setTyped(event.target.value);
					setState("idle");
				}}
				onKeyDown={onKeyDown}
				onBlur={() => setState((was) => (was === "saved" ? "idle" : was))}
			/>
			<span id={helpId} className="vh">
				Enter saves, Escape leaves. Begin with plus for a strength, minus for a concern, a question mark for something
				open, a quotation mark for a quote; with t, p or h1 to h3 and a space for a time warning, probed, or after a
				hint.
			</span>
			{keys && typed === "" && (
				<span className="signs">
					{SIGN_BUTTONS.map(({ sign, name }) => (
						<button
							key={sign}
							type="button"
							aria-label={`Begin a note: ${name.toLowerCase()}`}
							title={name}
							onClick={(event) => {
								setTyped(`${sign} `);
								event.currentTarget.closest(".notebox")?.querySelector("textarea")?.focus();
							}}
						>
							<kbd>{sign === "-" ? "−" : sign}</kbd>
						</button>
					))}
				</span>
			)}
			<span role="status" className={state === "saved" ? "muted" : "vh"}>
				{state === "saved" ? "Saved" : state === "saving" ? "Saving" : ""}
			</span>
		</div>
	);
}
