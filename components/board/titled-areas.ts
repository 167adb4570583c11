// The titled areas that lie on a board, whoever drew them, in the order in which they are read.
import type { Box, Editor } from "tldraw";
import type { BoardArea } from "./board-handle.ts";

/** Titled areas in the order of reading: row by row. */
export function areasOf(editor: Editor): BoardArea[] {
	const areas = editor.getCurrentPageShapes().flatMap((shape) => {
		const box = editor.isShapeOfType(shape, "frame") && editor.getShapePageBounds(shape);
		if (!box || !("name" in shape.props)) return [];
		return [{ id: shape.id, name: shape.props.name.trim(), box }];
	});
	return inReadingOrder(areas).map(({ id, name }) => ({ id, name }));
}

/** Boxes belong to one row as long as they begin above the middle of its first. */
function inReadingOrder<Item extends { box: Box }>(items: readonly Item[]): Item[] {
	const rows: Item[][] = [];
	for (const item of [...items].sort((a, b) => a.box.minY - b.box.minY)) {
		const row = rows.at(-1);
		if (row?.[0] && item.box.minY < row[0].box.midY) row.push(item);
		else rows.push([item]);
	}
	return rows.flatMap((row) => [...row].sort((a, b) => a.box.minX - b.box.minX));
}
