// How this interview runs, as choices for who leads and as facts for everybody else. The order is chosen before the start; focus and
// guiding questions may change while it runs. Says what it wants by a command.
import { useId, useState } from "react";
import {
	FOCUS_WORDS,
	ORDER_MEANING,
	ORDER_WORDS,
	promptsWords,
	settingsFacts,
	settingsLine,
} from "#components/framework/settings-words.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Segmented } from "#components/ui/field.tsx";
import { ORDERS } from "#core/framework.ts";
import { FOCUSES } from "#core/rubric.ts";
import type { Command, Settings } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import "./talk.css";

interface SettingsProps {
	view: Pick<SessionView, "settings" | "phase" | "mayLead">;
	/** @returns whether the server carried it out */
	onCommand(command: Command): Promise<boolean>;
}

/** Whether something of it may still be chosen, and by this person. */
export function maySet({ mayLead, phase }: SettingsProps["view"]): boolean {
	return mayLead && (phase === "lobby" || phase === "running" || phase === "paused");
}

const FOCUS_OPTIONS = [
	{ value: "none", label: "None" },
	...FOCUSES.map((focus) => ({ value: focus, label: focus === "genai" ? "GenAI" : FOCUS_WORDS[focus] })),
];

function SettingsFields({ view, onCommand }: SettingsProps) {
	// what was asked for, until it is so or was refused: a second choice must not undo the first one
	const [asked, setAsked] = useState<Settings | null>(null);
	if (asked && isSame(asked, view.settings)) setAsked(null);
	const settings = asked ?? view.settings;
	async function set(part: Partial<Settings>) {
		const next = { ...settings, ...part };
		setAsked(next);
		if (!(await onCommand({ type: "set-settings", settings: next }))) setAsked(null);
	}
	return (
		<div className="settings">
			<Segmented
				legend="Focus"
				size="sm"
				className="wraps"
				options={FOCUS_OPTIONS}
				value={settings.focus ?? "none"}
				onChange={(value) => void set({ focus: FOCUSES.find((focus) => focus === value) ?? null })}
			/>
			{view.phase === "lobby" ? (
				<>
					<Segmented
						legend="Order"
						size="sm"
						options={ORDERS.map((order) => ({ value: order, label: ORDER_WORDS[order] }))}
						value={settings.order}
						onChange={(order) => void set({ order })}
					/>
					<p className="muted">{ORDER_MEANING[settings.order]}</p>
				</>
			) : (
				<p className="muted">Order: {ORDER_WORDS[settings.order]}, as chosen before the start.</p>
			)}
			<Segmented
				legend="Guiding questions for the candidate"
				size="sm"
				options={[
					{ value: "shown", label: promptsWords(true) },
					{ value: "closed", label: promptsWords(false) },
				]}
				value={settings.prompts ? "shown" : "closed"}
				onChange={(value) => void set({ prompts: value === "shown" })}
			/>
		</div>
	);
}

function isSame(one: Settings, other: Settings): boolean {
	return one.focus === other.focus && one.order === other.order && one.prompts === other.prompts;
}

/** In the lobby. */
export function SettingsCard({ view, onCommand }: SettingsProps) {
	const titleId = useId();
	return (
		<section className="sec" aria-labelledby={titleId}>
			<h2 id={titleId} className="sech">
				How this interview runs
			</h2>
			{maySet(view) ? (
				<SettingsFields view={view} onCommand={onCommand} />
			) : (
				<dl className="facts3">
					{settingsFacts(view.settings).map(({ name, words }) => (
						<div key={name}>
							<dt>{name}</dt>
							<dd>{words}</dd>
						</div>
					))}
				</dl>
			)}
		</section>
	);
}

/** From the start on: what is not as usual, for who does not choose it. */
export function SettingsLine({ view }: Pick<SettingsProps, "view">) {
	const line = settingsLine(view.settings);
	if (line === null) return null;
	return <p className="sec t2 settingsline">{line}</p>;
}

interface SettingsDialogProps extends SettingsProps {
	open: boolean;
	onOpenChange(open: boolean): void;
}

/** While it runs, from the menu. */
export function SettingsDialog({ view, onCommand, open, onOpenChange }: SettingsDialogProps) {
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title="How this interview runs"
			words="Everybody in the room sees it. The focus weighs the rubric."
		>
			<SettingsFields view={view} onCommand={onCommand} />
		</Dialog>
	);
}
