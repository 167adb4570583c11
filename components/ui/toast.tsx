"use client";
// Short words about what just happened, one above the other at the bottom of the page, said politely to screen readers.
// A toast goes by itself, waits while it is pointed at or has the focus, and may carry one action ("Take back").
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "./button.tsx";

const SHOWN_MS = 6_000;

export interface ToastOptions {
	action?: { label: string; onPress(): void };
	shownMs?: number;
}
type Say = (words: string, options?: ToastOptions) => void;
interface Shown extends ToastOptions {
	id: number;
	words: string;
}

const ToastContext = createContext<Say>(() => {});

/** Says something in a toast. @example const say = useToast(); say("Link copied.") */
export function useToast(): Say {
	return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
	const [toasts, setToasts] = useState<readonly Shown[]>([]);
	const nextId = useRef(1);
	const say = useCallback<Say>((words, options) => {
		setToasts((shown) => [
			...shown.filter((toast) => toast.words !== words).slice(-2),
			{ id: nextId.current++, words, ...options },
		]);
	}, []);
	const drop = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
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
	const [held, setHeld] = useState(false);
	useEffect(() => {
		if (held) return;
		const timer = setTimeout(() => onGone(toast.id), toast.shownMs ?? SHOWN_MS);
		return () => clearTimeout(timer);
	}, [held, toast, onGone]);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it on screen
		<div
			className="toast"
			onMouseEnter={() => setHeld(true)}
			onMouseLeave={() => setHeld(false)}
			onFocus={() => setHeld(true)}
			onBlur={() => setHeld(false)}
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
			<Button size="sm" tone="quiet" icon="cross" label="Dismiss" onClick={() => onGone(toast.id)} />
		</div>
	);
}
