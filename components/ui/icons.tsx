// Every glyph of the interface, drawn on 16 x 16 with a stroke of 1.5. A glyph is decoration: the control or the text
// beside it carries the name, so each svg is hidden from screen readers.
import type { ReactNode } from "react";

const GLYPHS = {
	"step-clarify": (
		<>
			<path d="M2.5 3.5h11v7.5h-6l-3 2.7V11h-2z" />
			<path d="M5.5 6.3h5M5.5 8.4h3" />
		</>
	),
	"step-frame": (
		<>
			<path d="M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3" />
			<circle cx="8" cy="8" r="1.6" />
		</>
	),
	"step-data": (
		<>
			<ellipse cx="8" cy="4" rx="5" ry="2" />
			<path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2" />
		</>
	),
	"step-model": (
		<>
			<circle cx="3.5" cy="4" r="1.6" />
			<circle cx="3.5" cy="12" r="1.6" />
			<circle cx="12.5" cy="8" r="1.6" />
			<path d="M5 4.7l6 2.6M5 11.3l6-2.6" />
		</>
	),
	"step-evaluate": (
		<>
			<path d="M2.2 11.8a6 6 0 1 1 11.6 0" />
			<path d="M8 10.5l2.8-4" />
			<path d="M5 13.2h6" />
		</>
	),
	"step-serve": <path d="M6 2.5H2.5v11H6M10.5 4.5L14 8l-3.5 3.5M14 8H6.5" />,
	"step-monitor": <path d="M1.5 8.5h3l2-5 3 9 2-4h3" />,
	sun: (
		<>
			<circle cx="8" cy="8" r="3" />
			<path d="M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1" />
		</>
	),
	bell: (
		<>
			<path d="M4 11V7a4 4 0 0 1 8 0v4l1 1.5H3z" />
			<path d="M6.8 14h2.4" />
		</>
	),
	menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
	"chevron-down": <path d="M3.5 6L8 10.5 12.5 6" />,
	"chevron-up": <path d="M3.5 10L8 5.5 12.5 10" />,
	"chevron-left": <path d="M10 3.5L5.5 8l4.5 4.5" />,
	"chevron-right": <path d="M6 3.5L10.5 8 6 12.5" />,
	play: <path d="M5 3l8 5-8 5z" fill="currentColor" />,
	pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
	"step-before": <path d="M3.5 3.5v9M12 3.5L7 8l5 4.5" />,
	"step-after": <path d="M12.5 3.5v9M4 3.5L9 8l-5 4.5" />,
	again: <path d="M3.4 9.2A4.8 4.8 0 1 0 4.6 4.6L3 6.2M3 2.8v3.4h3.4" />,
	skip: <path d="M2.5 4l5 4-5 4zM8 4l5 4-5 4z" />,
	record: (
		<>
			<circle cx="8" cy="8" r="5.8" />
			<circle cx="8" cy="8" r="2.4" fill="currentColor" stroke="none" />
		</>
	),
	check: <path d="M3 8.5l3.2 3.2L13 4.5" />,
	cross: <path d="M4 4l8 8M12 4l-8 8" />,
	plus: <path d="M8 3v10M3 8h10" />,
	link: (
		<path d="M6.8 9.2a2.6 2.6 0 0 0 3.8 0l2.2-2.2a2.7 2.7 0 0 0-3.8-3.8l-.7.7M9.2 6.8a2.6 2.6 0 0 0-3.8 0L3.2 9A2.7 2.7 0 0 0 7 12.8l.7-.7" />
	),
	clock: (
		<>
			<circle cx="8" cy="8" r="5.8" />
			<path d="M8 4.8V8l2.4 1.6" />
		</>
	),
	panel: <path d="M2.5 3h11v10h-11zM10 3v10" />,
	areas: <path d="M2.5 3h4.7v4.2H2.5zM9 3h4.5v4.2H9zM2.5 8.9h2.7V13H2.5zM7 8.9h6.5V13H7z" />,
	more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.4" />,
	eye: (
		<>
			<path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" />
			<circle cx="8" cy="8" r="2" />
		</>
	),
	hint: <path d="M5.8 11.2a4.5 4.5 0 1 1 4.4 0v1.3H5.8zM6.3 14.5h3.4" />,
	note: (
		<>
			<path d="M3 2.5h10v8l-3 3H3z" />
			<path d="M13 10.5h-3v3M5.5 5.5h5M5.5 8h3" />
		</>
	),
	pin: (
		<>
			<path d="M8 14s4.5-4 4.5-7.5a4.5 4.5 0 0 0-9 0C3.5 10 8 14 8 14z" />
			<circle cx="8" cy="6.4" r="1.5" />
		</>
	),
	twist: <path d="M3 5h8.5M9 2.5L11.5 5 9 7.5M13 11H4.5M7 8.5L4.5 11 7 13.5" />,
	cursor: <path d="M3 2.5l10 4-4.4 1.7L7 12.8z" />,
	fit: <path d="M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M5.5 6h5v4h-5z" />,
	picture: (
		<>
			<path d="M2.5 3.5h11v9h-11z" />
			<circle cx="5.6" cy="6.4" r="1.1" />
			<path d="M3 11.5l3.5-3 2 1.7L11 7.5l2.5 2.6" />
		</>
	),
	download: <path d="M8 2.5v8M4.5 7.5L8 11l3.5-3.5M3 13.5h10" />,
	warning: (
		<>
			<path d="M8 2.3l6.3 11.2H1.7z" />
			<path d="M8 6.5v3.2M8 11.6v.2" />
		</>
	),
	saving: (
		<>
			<path d="M3 3h8l2 2v8H3z" />
			<path d="M5.5 3v3.2h4V3M5.5 13V9.5h5V13" />
		</>
	),
	saved: (
		<>
			<path d="M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.7 1 2.5 2.5 0 0 1-.4 5z" />
			<path d="M6 9.3l1.5 1.5 2.6-2.8" />
		</>
	),
	lock: <path d="M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5" />,
	hand: (
		<path d="M4.5 8V4.2a1 1 0 0 1 2 0V7M6.5 7V3a1 1 0 0 1 2 0v4M8.5 7V3.6a1 1 0 0 1 2 0V8M10.5 8V5.4a1 1 0 0 1 2 0v4.1c0 2.8-1.6 4.5-4 4.5-2 0-3-.9-4.2-2.9L2.7 8.5c-.5-1 .8-1.8 1.5-.9l.6.8" />
	),
	trash: <path d="M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.5 9h6l.5-9" />,
	copy: <path d="M2.5 2.5h8v8h-8zM5.5 13.5h8v-8" />,
	send: <path d="M2.5 8L13.5 3l-3 10.5-3-4z" />,
	person: (
		<>
			<circle cx="8" cy="5.2" r="2.7" />
			<path d="M2.8 13.5a5.2 5.2 0 0 1 10.4 0" />
		</>
	),
	video: <path d="M2 4.5h8v7H2zM10 7.2l4-2.2v6l-4-2.2" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof GLYPHS;

export function Icon({ name, className }: { name: IconName; className?: string }) {
	return (
		<svg className={className ? `i ${className}` : "i"} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
			{GLYPHS[name]}
		</svg>
	);
}
