// Notes of interviewers, newest first: when, in which step, of which kind, by whom. Driven by props; the room lets an
// author edit, a replay lets a click seek.
import { type ReactNode, useState } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { formatClock } from "#components/ui/time.ts";
import type { Note, NoteKind } from "#core/notes.ts";
import type { Person } from "#core/view.ts";
import { shortName } from "./progress.ts";
import "./framework.css";

export const NOTE_KIND_LOOK: Record<NoteKind, { sign: string; tag: string; words: string }> = {
	note: { sign: "", tag: "line", words: "note" },
	strength: { sign: "+", tag: "ok", words: "strength" },
	concern: { sign: "−", tag: "warn", words: "concern" },
	question: { sign: "?", tag: "line", words: "open" },
	timing: { sign: "", tag: "info", words: "time" },
	quote: { sign: "“", tag: "line", words: "quote" },
};

interface NotesListProps {
	notes: readonly Note[];
	people: readonly Person[];
	/** null before the start; times are counted from here */
	startedAt: number | null;
	/** a click on the time goes to its moment (replay) */
	onSeek?(note: Note): void;
	/** whose notes may be edited */
	me?: string;
	/** the field that replaces a note while it is edited */
	renderEditor?(note: Note, done: () => void): ReactNode;
	/** the note that is being passed (replay) */
	currentId?: string | null;
}

/** Time of a note as it is read: counted from the start, "lobby" before it. */
export function noteTime(note: Pick<Note, "at">, startedAt: number | null): string {
	if (startedAt === null || note.at < startedAt) return "lobby";
	return formatClock(note.at - startedAt);
}

export function NotesList(props: NotesListProps) {
	const [editing, setEditing] = useState<string | null>(null);
	if (props.notes.length === 0) {
		return (
			<p className="sec t2">
				No notes yet. A note takes the time and the step by itself; nobody but interviewers sees it.
			</p>
		);
	}
	return (
		<ol className="sec noteslist" aria-label="Notes, newest first">
			{props.notes.toReversed().map((note) => (
				<li key={note.id} className="nrow" aria-current={props.currentId === note.id ? "true" : undefined}>
					{editing === note.id && props.renderEditor ? (
						<div className="wide">{props.renderEditor(note, () => setEditing(null))}</div>
					) : (
						<NoteRow {...props} note={note} onEdit={() => setEditing(note.id)} />
					)}
				</li>
			))}
		</ol>
	);
}

function NoteRow({
	note,
	people,
	startedAt,
	onSeek,
	me,
	renderEditor,
	onEdit,
}: NotesListProps & { note: Note; onEdit(): void }) {
	const look = NOTE_KIND_LOOK[note.kind];
	const author = people.find((person) => person.id === note.by);
	const time = noteTime(note, startedAt);
	return (
		<>
			{onSeek ? (
				<button type="button" className="seek mono" onClick={() => onSeek(note)} aria-label={`Go to ${time}`}>
					{time}
				</button>
			) : (
				<span className="mono when">{time}</span>
			)}
			<div>
				<p className="notetext">{note.text}</p>
				<p className="row muted notemeta">
					{note.kind !== "note" && (
						<span className={`tag ${look.tag}`}>
							{look.sign} {look.words}
						</span>
					)}
					{note.segment && <span>{shortName(note.segment)}</span>}
					{author && note.by !== me && <span>{author.name}</span>}
					{note.editedAt !== null && <span>edited</span>}
					{renderEditor && note.by === me && (
						<button type="button" className="linkish" onClick={onEdit} aria-label={`Edit the note at ${time}`}>
							<Icon name="note" />
							Edit
						</button>
					)}
				</p>
			</div>
		</>
	);
}
