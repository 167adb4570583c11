// A soft sound when somebody joins: off until a person switches it on, then kept in this browser. Two short tones, made
// here; nothing is fetched.
import { useCallback, useRef, useState } from "react";

const KEY = "boardwalk-join-sound";
const TONES = [
	{ hertz: 523.25, atS: 0 },
	{ hertz: 659.25, atS: 0.12 },
] as const;
const LOUDNESS = 0.05;
const TONE_S = 0.35;

function isKeptOn(): boolean {
	try {
		return localStorage.getItem(KEY) === "on";
	} catch {
		return false;
	}
}

function playTones(context: AudioContext): void {
	for (const { hertz, atS } of TONES) {
		const tone = context.createOscillator();
		const volume = context.createGain();
		const start = context.currentTime + atS;
		tone.frequency.value = hertz;
		volume.gain.setValueAtTime(0, start);
		volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.03);
		volume.gain.exponentialRampToValueAtTime(0.0001, start + TONE_S);
		tone.connect(volume).connect(context.destination);
		tone.start(start);
		tone.stop(start + TONE_S);
	}
}

export interface JoinSound {
	readonly on: boolean;
	/** Switching it on plays it once, so that one knows what it is. */
	toggle(): void;
	/** Silent while it is off, and where the browser allows no sound yet. */
	play(): void;
}

export function useJoinSound(): JoinSound {
	const [on, setOn] = useState(isKeptOn);
	const context = useRef<AudioContext | null>(null);
	const sound = useCallback(() => {
		if (typeof AudioContext === "undefined") return;
		context.current ??= new AudioContext();
		const { current } = context;
		if (current.state === "running") playTones(current);
		else void current.resume().then(() => playTones(current));
	}, []);
	const toggle = useCallback(() => {
		setOn((was) => {
			try {
				localStorage.setItem(KEY, was ? "off" : "on");
			} catch {
				// a browser that keeps nothing still switches for this page
			}
			return !was;
		});
		if (!on) sound();
	}, [on, sound]);
	const play = useCallback(() => {
		if (on) sound();
	}, [on, sound]);
	return { on, toggle, play };
}
