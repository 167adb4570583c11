"use client";
// "Add a question of your own": a pack from a file or pasted, changed in place, and everything that is wrong with it in a list whose
// lines lead to the places.
import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icons.tsx";
import type { FileProblem } from "#core/protocol.ts";
import { type AddQuestion, type Said, useAddQuestion } from "./use-add-question.ts";

const ENDINGS = ".yaml,.yml,.json,application/json,application/yaml,text/yaml";

export function AddQuestionButton({ goTo }: { goTo(path: string): void }) {
	const [open, setOpen] = useState(false);
	const adding = useAddQuestion(goTo);
	return (
		<>
			<Button icon="plus" size="lg" onClick={() => setOpen(true)}>
				Add a question of your own
			</Button>
			<AddQuestionDialog open={open} onOpenChange={setOpen} adding={adding} />
		</>
	);
}

interface AddQuestionDialogProps {
	open: boolean;
	onOpenChange(open: boolean): void;
	adding: AddQuestion;
}

function AddQuestionDialog({ open, onOpenChange, adding }: AddQuestionDialogProps) {
	const { text, fileName, said, busy } = adding;
	const field = useRef<HTMLTextAreaElement>(null);
	const saidId = useId();
	return (
		<Dialog
			wide
			open={open}
			onOpenChange={onOpenChange}
			title="Add a question of your own"
			words="A question pack in YAML or JSON. Only you see it in the list; in your sessions its people see what they see of any question."
			actions={
				<>
					<Button onClick={() => onOpenChange(false)}>Not now</Button>
					<Button tone="primary" busy={busy} busyLabel="Reading…" onClick={() => void adding.send()}>
						Add question
					</Button>
				</>
			}
		>
			<div className="qadd" {...dropFor(adding)}>
				<div className="row qfrom">
					<FileButton onFile={(file) => void adding.takeFile(file)} />
					{text === "" ? (
						<Button tone="quiet" onClick={() => void adding.takeExample()}>
							Start from an example
						</Button>
					) : (
						<span className="t2 cut">{fileName ?? "Typed or pasted"}</span>
					)}
				</div>
				<Field label="Or paste it here">
					{(control) => (
						<textarea
							{...control}
							ref={field}
							className="input qpack"
							wrap="off"
							spellCheck={false}
							autoCapitalize="off"
							value={text}
							aria-invalid={said ? true : undefined}
							aria-describedby={said ? saidId : undefined}
							onChange={(event) => adding.setText(event.target.value)}
						/>
					)}
				</Field>
				<div id={saidId} role="alert">
					{said && <WhatIsWrong said={said} fileName={fileName} onGoTo={(line) => goToLine(field.current, line)} />}
				</div>
			</div>
		</Dialog>
	);
}

function FileButton({ onFile }: { onFile(file: File): void }) {
	const input = useRef<HTMLInputElement>(null);
	return (
		<>
			<Button icon="note" onClick={() => input.current?.click()}>
				Choose a file…
			</Button>
			<input
				ref={input}
				type="file"
				hidden
				accept={ENDINGS}
				aria-label="File with a question pack"
				onChange={(event) => {
					const file = event.target.files?.[0];
					if (file) onFile(file);
					// the same file may be chosen again after it was changed
					event.target.value = "";
				}}
			/>
		</>
	);
}

function WhatIsWrong({ said, fileName, onGoTo }: { said: Said; fileName: string | null; onGoTo(line: number): void }) {
	return (
		<div className="qwrong">
			<p className="row m">
				<Icon name="warning" />
				{said.message}
			</p>
			{said.problems.length > 0 && (
				<ul aria-label={`What is not right in ${fileName ?? "this pack"}`}>
					{said.problems.map((problem) => (
						<li key={`${problem.line} ${problem.path} ${problem.reason}`}>
							<Problem problem={problem} onGoTo={onGoTo} />
						</li>
					))}
				</ul>
			)}
		</div>
	);
}

function Problem({ problem: { line, path, reason }, onGoTo }: { problem: FileProblem; onGoTo(line: number): void }) {
	return (
		<>
			{line !== undefined && (
				<button type="button" className="qline" onClick={() => onGoTo(line)}>
					line {line}
				</button>
			)}
			<span>
				{path !== "" && <code>{path}</code>} {reason}
			</span>
		</>
	);
}

/** Puts the caret there and shows it. */
function goToLine(field: HTMLTextAreaElement | null, line: number): void {
	if (!field) return;
	const lines = field.value.split("\n");
	const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
	field.focus();
	field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
	field.scrollTop = Math.max(0, (line - 4) * (field.scrollHeight / Math.max(1, lines.length)));
	field.scrollLeft = 0;
}

/** A file that is dropped anywhere here is taken. */
function dropFor(adding: AddQuestion) {
	return {
		onDragOver: (event: DragEvent) => {
			if (event.dataTransfer.types.includes("Files")) event.preventDefault();
		},
		onDrop: (event: DragEvent) => {
			const [file] = event.dataTransfer.files;
			if (!file) return;
			event.preventDefault();
			void adding.takeFile(file);
		},
	};
}
