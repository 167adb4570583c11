"use client";
import { type FormEvent, useState } from "react";
import { callApiAsGuest } from "#components/api.ts";
import { Button } from "#components/ui/button.tsx";
import { Field, Input, Segmented } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icons.tsx";
import { useDisplayName } from "#components/ui/use-display-name.ts";
import { KIND_WORDS, LEVEL_WORDS } from "#components/ui/words.ts";
// The form that opens a room. It asks for what a session needs, signs a guest in when nobody is, creates the session and
// goes into its room. What the server refuses is said beside the button, in its words.
import type { Level, Minutes } from "#core/framework.ts";
import { MAX_NAME_CHARS, MAX_URL_CHARS } from "#core/limits.ts";
import { meetingUrlSchema, nameSchema, sessionCreatedSchema } from "#core/protocol.ts";
import type { PublicQuestion } from "#core/question.ts";
import type { Kind } from "#core/session.ts";
import { QuestionSelect } from "./question-select.tsx";

const KINDS = [
	{ value: "led", label: KIND_WORDS.led },
	{ value: "solo", label: KIND_WORDS.solo },
] as const;
const LENGTHS = [
	{ value: 35, label: "35 min" },
	{ value: 45, label: "45 min" },
	{ value: 60, label: "60 min" },
] as const;
const LEVELS = [
	{ value: "mid", label: LEVEL_WORDS.mid },
	{ value: "senior", label: LEVEL_WORDS.senior },
	{ value: "staff", label: LEVEL_WORDS.staff },
] as const;
const ROLES = [
	{ value: "interviewer", label: "Interviewer" },
	{ value: "candidate", label: "Candidate" },
] as const;

export interface StartFormProps {
	questions: readonly PublicQuestion[];
	/** the question to begin with; else the first */
	asked?: string;
	minutes: Minutes;
	onMinutes(minutes: Minutes): void;
	/** goes to a page of ours */
	goTo(path: string): void;
}

export function StartForm({ questions, asked, minutes, onMinutes, goTo }: StartFormProps) {
	const [questionId, setQuestionId] = useState(asked ?? questions[0]?.id ?? "");
	const [kind, setKind] = useState<Kind>("led");
	const [level, setLevel] = useState<Level>(() => fitLevel("senior", levelsOf(questions, questionId)));
	const [role, setRole] = useState<"interviewer" | "candidate">("interviewer");
	const { name, setName, keep } = useDisplayName();
	const [meetingUrl, setMeetingUrl] = useState("");
	const [tried, setTried] = useState(false);
	const [opening, setOpening] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);

	const readName = nameSchema.safeParse(name);
	const readUrl = meetingUrl.trim() === "" ? null : meetingUrlSchema.safeParse(meetingUrl);
	const nameError = tried && !readName.success ? (readName.error.issues[0]?.message ?? null) : null;
	const urlError = tried && readUrl && !readUrl.success ? (readUrl.error.issues[0]?.message ?? null) : null;
	const offered = levelsOf(questions, questionId);

	const open = async (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		if (opening) return;
		setTried(true);
		const form = event.currentTarget;
		if (!readName.success) return focusOn(form, "name");
		if (kind === "led" && readUrl && !readUrl.success) return focusOn(form, "meetingUrl");
		keep();
		setOpening(true);
		setProblem(null);
		const answer = await callApiAsGuest("/api/sessions", {
			method: "POST",
			body: {
				kind,
				questionId,
				minutes,
				level,
				name: readName.data,
				...(kind === "led" ? { role } : {}),
				...(kind === "led" && readUrl?.success ? { meetingUrl: readUrl.data } : {}),
			},
			schema: sessionCreatedSchema,
		});
		if (answer.ok) goTo(`/sessions/${answer.value.id}`);
		else {
			setOpening(false);
			setProblem(answer.message);
		}
	};

	const chooseQuestion = (id: string) => {
		setQuestionId(id);
		setLevel(fitLevel(level, levelsOf(questions, id)));
	};

	return (
		<form className="start" onSubmit={open} noValidate>
			<QuestionSelect questions={questions} value={questionId} onChange={chooseQuestion} />
			<Segmented legend="Kind" options={KINDS} value={kind} onChange={setKind} />
			<div className="two">
				<Segmented legend="Length" options={LENGTHS} value={minutes} onChange={onMinutes} />
				<Segmented
					legend="Target level"
					options={LEVELS.map((option) => ({ ...option, disabled: !offered.includes(option.value) }))}
					value={level}
					onChange={setLevel}
				/>
			</div>
			<div className="two">
				<Field label="Your name" error={nameError}>
					{(control) => (
						<Input
							{...control}
							name="name"
							autoComplete="name"
							maxLength={MAX_NAME_CHARS}
							value={name}
							onText={setName}
						/>
					)}
				</Field>
				{kind === "led" ? (
					<Segmented legend="Your role" options={ROLES} value={role} onChange={setRole} />
				) : (
					<div className="field">
						<span className="legend nm">Your role</span>
						<p className="alone t2">
							<Icon name="clock" />
							On your own, with the clock
						</p>
					</div>
				)}
			</div>
			{kind === "led" && (
				<Field label="Meeting link" optional error={urlError}>
					{(control) => (
						<Input
							{...control}
							name="meetingUrl"
							type="url"
							inputMode="url"
							autoComplete="off"
							placeholder="https:// your call, if you have one"
							maxLength={MAX_URL_CHARS}
							value={meetingUrl}
							onText={setMeetingUrl}
						/>
					)}
				</Field>
			)}
			<div className="go">
				<Button type="submit" tone="primary" size="lg" busy={opening} busyLabel="Opening…">
					Open the room
				</Button>
				<span className="t2">
					{kind === "led" ? "No sign-up. You get a link to invite each person." : "No sign-up. Nobody else is needed."}
				</span>
			</div>
			<p role="alert" className="problem">
				{problem}
			</p>
		</form>
	);
}

function levelsOf(questions: readonly PublicQuestion[], id: string): readonly Level[] {
	return questions.find((question) => question.id === id)?.levels ?? [];
}

/** The level, where the question is asked at it; else the first at which it is. */
function fitLevel(level: Level, offered: readonly Level[]): Level {
	return offered.includes(level) ? level : (offered[0] ?? level);
}

function focusOn(form: HTMLFormElement, name: string) {
	const field = form.elements.namedItem(name);
	if (field instanceof HTMLElement) field.focus();
}
