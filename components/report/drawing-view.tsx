// A drawing on the page, in the colours of its theme: the same marks that a download holds, as elements.
import { createElement } from "react";
import { type Drawing, elementOf } from "#core/drawing.ts";

export function DrawingView({ drawing, className }: { drawing: Drawing; className?: string }) {
	const { label, width, height, marks } = drawing;
	return (
		<svg className={className} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
			{marks.map((mark, index) => {
				const { tag, attributes, text } = elementOf(mark, (ink) => `var(--ink-${ink})`);
				return createElement(tag, { key: index, ...inReact(attributes) }, text);
			})}
		</svg>
	);
}

/** `font-size` -> `fontSize` */
function inReact(attributes: Record<string, string | number | undefined>) {
	return Object.fromEntries(
		Object.entries(attributes).map(([name, value]) => [
			name.replace(/-(.)/g, (_, letter) => letter.toUpperCase()),
			value,
		]),
	);
}
