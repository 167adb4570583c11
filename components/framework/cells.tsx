// A choice of a few in one small row: arrows move and choose, and each cell may have a key of its own. One stop of the tab key.
// Keys that mean something here never reach the board, which has other uses for them.
import type { KeyboardEvent, ReactNode } from "react";

export interface Cell<Value> {
	value: Value;
	/** what is seen */
	face: ReactNode;
	/** what is read out */
	name: string;
	key?: string;
}

interface CellsProps<Value> {
	/** names the choice */
	label: string;
	cells: readonly Cell<Value>[];
	value: Value;
	onChoose(value: Value): void;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Cells<Value extends string | number>({ label, cells, value, onChoose }: CellsProps<Value>) {
	function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
		if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
		const here = cells.findIndex((cell) => cell.value === value);
		const step = STEPS[event.key];
		const to =
			step === undefined
				? cells.findIndex((cell) => cell.key === event.key.toLowerCase())
				: (here + step + cells.length) % cells.length;
		const cell = cells[to];
		if (!cell) return;
		event.preventDefault();
		event.nativeEvent.stopImmediatePropagation();
		const buttons = event.currentTarget.querySelectorAll("button");
		buttons[to]?.focus();
		onChoose(cell.value);
	}
	return (
		<div className="tri" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
			{cells.map((cell) => (
				// biome-ignore lint/a11y/useSemanticElements: native radios have no keys of their own
				<button
					key={cell.value}
					type="button"
					role="radio"
					aria-checked={cell.value === value}
					aria-label={cell.name}
					aria-keyshortcuts={cell.key?.toUpperCase()}
					title={cell.key ? `${cell.name} (${cell.key})` : cell.name}
					tabIndex={cell.value === value ? 0 : -1}
					className={cell.value === value ? "on" : undefined}
					onClick={() => onChoose(cell.value)}
				>
					{cell.face}
				</button>
			))}
		</div>
	);
}
