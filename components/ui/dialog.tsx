"use client";
// A dialog over the page, and one that asks before something happens. Radix moves the focus in, closes on Esc and keeps
// the page behind it out of reach. Open or not is the caller's state.
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { Button } from "./button.tsx";

export interface DialogProps {
	open: boolean;
	onOpenChange(open: boolean): void;
	title: string;
	/** one or two sentences under the title; read with it */
	words?: ReactNode;
	/** the buttons, the main one last */
	actions?: ReactNode;
	wide?: boolean;
	/** a question that must be answered by its buttons: no cross in the corner */
	asks?: boolean;
	children?: ReactNode;
}

export function Dialog({ open, onOpenChange, title, words, actions, wide, asks, children }: DialogProps) {
	// Radix gives the focus back to a trigger of its own; ours are any controls, so the one that had it is kept here.
	const before = useRef<Element | null>(null);
	const keepFocus = () => {
		before.current = document.activeElement;
	};
	const giveFocusBack = (event: Event) => {
		event.preventDefault();
		const had = before.current;
		// where nothing had the focus nothing gets it back: by now something else may have it
		if (had instanceof HTMLElement && had !== document.body && had.isConnected) had.focus();
	};
	return (
		<Radix.Root open={open} onOpenChange={onOpenChange}>
			<Radix.Portal>
				<Radix.Overlay className="veil" />
				<Radix.Content
					className={wide ? "dialog wide" : "dialog"}
					role={asks ? "alertdialog" : "dialog"}
					onOpenAutoFocus={keepFocus}
					onCloseAutoFocus={giveFocusBack}
					{...(words ? {} : { "aria-describedby": undefined })}
				>
					<Radix.Title>{title}</Radix.Title>
					{words && (
						<Radix.Description asChild>
							<div className="words">{words}</div>
						</Radix.Description>
					)}
					{children}
					{actions && <div className="acts">{actions}</div>}
					{!asks && (
						<Radix.Close asChild>
							<Button className="close" tone="quiet" size="sm" icon="cross" label="Close" />
						</Radix.Close>
					)}
				</Radix.Content>
			</Radix.Portal>
		</Radix.Root>
	);
}

export interface ConfirmDialogProps {
	open: boolean;
	onOpenChange(open: boolean): void;
	/** the question: "End the interview?" */
	title: string;
	/** what happens then */
	words: ReactNode;
	/** the deed: "End" */
	confirm: string;
	/** the way back: "Keep going" */
	cancel: string;
	busyLabel?: string;
	busy?: boolean;
	tone?: "primary" | "danger";
	/** why it did not work, said under the words */
	problem?: string | null;
	onConfirm(): void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
	const { open, onOpenChange, title, words, confirm, cancel, busy, busyLabel, tone = "primary", problem } = props;
	return (
		<Dialog
			asks
			open={open}
			onOpenChange={onOpenChange}
			title={title}
			words={words}
			actions={
				<>
					<Button onClick={() => onOpenChange(false)}>{cancel}</Button>
					<Button tone={tone} busy={busy} busyLabel={busyLabel} onClick={props.onConfirm}>
						{confirm}
					</Button>
				</>
			}
		>
			{problem && (
				<p role="alert" style={{ color: "var(--danger)" }}>
					{problem}
				</p>
			)}
		</Dialog>
	);
}
