// What does not fit into a label that others could see is refused while it is pasted or typed, in words, and not found out
// later. In go tldraw's text options, out come the same with our limits. Must not know where the words are shown.
import type { TLTextOptions } from "tldraw";
import { MAX_LABEL_CHARS } from "#core/limits.ts";
import { richTextProblem } from "#core/rich-text.ts";

const LIMIT = MAX_LABEL_CHARS.toLocaleString("en");

/** @returns what to tell somebody whose label has this problem */
export function wordsForLabel(problem: string): string {
	if (problem === "a label is too long") return `A label holds ${LIMIT} characters at most; this would be more.`;
	return `This does not fit into a label: ${problem}.`;
}

export function withLabelLimits(options: TLTextOptions, onNotice: (words: string) => void): TLTextOptions {
	const { tipTapConfig } = options;
	return {
		...options,
		tipTapConfig: {
			...tipTapConfig,
			editorProps: {
				...tipTapConfig?.editorProps,
				// a drop is read by this, too
				transformPasted(slice, view) {
					const problem = richTextProblem(view.state.tr.replaceSelection(slice).doc.toJSON());
					if (problem === null) return slice;
					onNotice(wordsForLabel(problem));
					return view.state.doc.slice(0, 0);
				},
				handleTextInput(view, from, to, text) {
					if (view.state.doc.textContent.length - (to - from) + text.length <= MAX_LABEL_CHARS) return false;
					onNotice(wordsForLabel("a label is too long"));
					return true;
				},
			},
		},
	};
}
