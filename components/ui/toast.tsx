"use client";
// Short words about what just happened, one above the other at the bottom of the page, said politely to screen readers.
// A toast goes by itself, waits while it is pointed at or has the focus, and may carry one action ("Take back"). One that holds a deed
// back does it when it goes; it does not wait for a resting pointer, and no other toast pushes it out.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "./button.tsx";

const SHOWN_MS = 6_000;

export interface ToastOptions {
	action?: { label: string; onPress(): void };
	shownMs?: number;
	/** what is done when it goes without its action having been pressed */
	onGone?(): void;
}
/** @returns takes the toast off; what it held back is then not done */
type Say = (words: string, options?: ToastOptions) => () => void;
interface Shown extends ToastOptions {
	id: number;
	words: string;
}

const ToastContext = createContext<Say>(() => () => {});

/** Says something in a toast. @example const say = useToast(); say("Link copied.") */
export function useToast(): Say {
	return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
	const [toasts, setToasts] = useState<readonly Shown[]>([]);
	const nextId = useRef(1);
	const drop = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
	const say = useCallback<Say>(
		(words, options) => {
			const id = nextId.current++;
			setToasts((shown) => [
				...shown.filter(({ onGone }) => onGone),
				...shown.filter((toast) => !toast.onGone && toast.words !== words).slice(-2),
				{ id, words, ...options },
			]);
			return () => drop(id);
		},
		[drop],
	);
	const region = useMemo(
		() => (
			<div className="toasts" role="status" aria-live="polite">
				{toasts.map((toast) => (
					<Toast key={toast.id} toast={toast} onGone={drop} />
				))}
			</div>
		),
		[toasts, drop],
	);
	return (
		<ToastContext value={say}>
			{children}
			{region}
		</ToastContext>
	);
}

function Toast({ toast, onGone }: { toast: Shown; onGone(id: number): void }) {
	const [pointedAt, setPointedAt] = useState(false);
	const [focused, setFocused] = useState(false);
	const held = focused || (pointedAt && !toast.onGone);
	useEffect(() => {
		if (held) return;
		const timer = setTimeout(() => {
			onGone(toast.id);
			toast.onGone?.();
		}, toast.shownMs ?? SHOWN_MS);
		return () => clearTimeout(timer);
	}, [held, toast, onGone]);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it on screen
		<div
			className="toast"
			onMouseEnter={() => setPointedAt(true)}
			onMouseLeave={() => setPointedAt(false)}
			onFocus={() => setFocused(true)}
			onBlur={() => setFocused(false)}
		>
			<span className="grow">{toast.words}</span>
			{toast.action && (
				<Button
					size="sm"
					onClick={() => {
						toast.action?.onPress();
						onGone(toast.id);
					}}
				>
					{toast.action.label}
				</Button>
			)}
			{/* of a deed that is held back one could not tell what dismissing does */}
			{!toast.onGone && <Button size="sm" tone="quiet" icon="cross" label="Dismiss" onClick={() => onGone(toast.id)} />}
		</div>
	);
}
