"use client";
// A pack on its way to becoming a question of one's own: typed, pasted, or taken from a file, sent, and what the server says of it.
// Nothing that somebody typed is lost by a refusal, a closed dialog or a reload: a draft stays in this tab until it was taken.
import { useCallback, useEffect, useState } from "react";
import { callApiAsGuest } from "#components/api.ts";
import { MAX_PACK_BYTES } from "#core/limits.ts";
import { type FileProblem, questionAddedSchema } from "#core/protocol.ts";

const DRAFT = "boardwalk-question-draft";
const EXAMPLE = "/question-example.yaml";

export interface Said {
	readonly message: string;
	readonly problems: readonly FileProblem[];
}

export interface AddQuestion {
	readonly text: string;
	/** null: it was typed or pasted */
	readonly fileName: string | null;
	/** why it was not taken; null: it was not sent since it changed */
	readonly said: Said | null;
	readonly busy: boolean;
	setText(text: string): void;
	takeFile(file: File): Promise<void>;
	takeExample(): Promise<void>;
	/** sends it; goes to the question when it was taken */
	send(): Promise<void>;
}

/** @param goTo goes to a page of ours */
export function useAddQuestion(goTo: (path: string) => void): AddQuestion {
	const [text, keepText] = useState("");
	const [fileName, setFileName] = useState<string | null>(null);
	const [said, setSaid] = useState<Said | null>(null);
	const [busy, setBusy] = useState(false);

	useEffect(() => keepText((now) => (now === "" ? readDraft() : now)), []);

	const put = useCallback((next: string, from: string | null) => {
		keepText(next);
		setFileName(from);
		writeDraft(next);
		setSaid(null);
	}, []);
	const refuse = (message: string) => setSaid({ message, problems: [] });

	return {
		text,
		fileName,
		said,
		busy,
		setText: (next) => put(next, fileName),
		async takeFile(file) {
			if (file.size > MAX_PACK_BYTES) {
				const size = Math.ceil(file.size / 1024).toLocaleString("en");
				return refuse(`${file.name} has ${size} KB. A question pack may have ${MAX_PACK_BYTES / 1024} KB at most.`);
			}
			const content = await readUtf8(file);
			if (content === null) return refuse(`${file.name} could not be read as text.`);
			put(content, file.name);
		},
		async takeExample() {
			const content = await fetch(EXAMPLE).then(
				(answer) => (answer.ok ? answer.text() : null),
				() => null,
			);
			if (content === null) return refuse("The example could not be loaded. Check your connection and try again.");
			put(content, null);
		},
		async send() {
			if (busy) return;
			if (text.trim() === "") return refuse("There is nothing in it yet. Choose a file, or paste a pack.");
			setBusy(true);
			setSaid(null);
			const answer = await callApiAsGuest("/api/questions", { method: "POST", text, schema: questionAddedSchema });
			setBusy(false);
			if (!answer.ok) return setSaid({ message: answer.message, problems: answer.problems ?? [] });
			writeDraft("");
			goTo(`/questions/${answer.value.id}`);
		},
	};
}

async function readUtf8(file: File): Promise<string | null> {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
	} catch {
		return null;
	}
}

function readDraft(): string {
	try {
		return sessionStorage.getItem(DRAFT) ?? "";
	} catch {
		return "";
	}
}

function writeDraft(text: string): void {
	try {
		if (text === "") sessionStorage.removeItem(DRAFT);
		else sessionStorage.setItem(DRAFT, text);
	} catch {
		// a browser that keeps nothing has it until the page is left
	}
}
