// Notes and pins of interviewers and what was given to the candidate, newest first: when, in which step, of which kind, by whom.
// Driven by props; the room lets an author edit a note and share it, a replay lets a click seek.
import { type ReactNode, useState } from "react";
import { Icon } from "#components/ui/icons.tsx";
import { formatClock } from "#components/ui/time.ts";
import type { Note } from "#core/notes.ts";
import type { InterviewerView, Person } from "#core/view.ts";
import { type NoteEntry, noteEntries } from "./note-entries.ts";
import { hintShownWords, noteTags, shapesWords } from "./note-words.ts";
import { shortName } from "./progress.ts";
import "./framework.css";
import "./notes.css";

interface NotesListProps {
	view: Pick<InterviewerView, "notes" | "pins" | "hints" | "clarified" | "twists" | "people" | "startedAt">;
	/** a click on a time goes to its moment, with the shapes that are meant there (replay) */
	onSeek?(at: number, shapes: readonly string[]): void;
	/** whose notes may be edited */
	me?: string;
	/** the field that replaces a note while it is edited */
	renderEditor?(note: Note, done: () => void): ReactNode;
	/** puts the words of an own note into the report, or takes them out; absent: that is only told */
	onShare?(noteId: string, shared: boolean): void;
	/** the note or pin that is being passed (replay) */
	currentId?: string | null;
}

/** Time of a note as it is read: counted from the start, "lobby" before it. */
export function noteTime(note: Pick<Note, "at">, startedAt: number | null): string {
	if (startedAt === null || note.at < startedAt) return "lobby";
	return formatClock(note.at - startedAt);
}

export function NotesList(props: NotesListProps) {
	const [editing, setEditing] = useState<string | null>(null);
	const entries = noteEntries(props.view);
	if (entries.length === 0) {
		return (
			<p className="sec t2">
				No notes yet. A note takes the time, the step and the shapes just touched by itself; nobody but interviewers
				sees it.
			</p>
		);
	}
	return (
		<ol className="sec noteslist" aria-label="Notes, newest first">
			{entries.map((entry) => (
				<li key={entry.id} className="nrow" aria-current={props.currentId === entry.id ? "true" : undefined}>
					{editing === entry.id && entry.kind === "note" && props.renderEditor ? (
						<div className="wide">{props.renderEditor(entry.note, () => setEditing(null))}</div>
					) : (
						<>
							<When entry={entry} {...props} />
							<Entry entry={entry} {...props} onEdit={() => setEditing(entry.id)} />
						</>
					)}
				</li>
			))}
		</ol>
	);
}

type EntryProps = NotesListProps & { entry: NoteEntry };

function When({ entry, view, onSeek }: EntryProps) {
	const time = noteTime(entry, view.startedAt);
	if (!onSeek) return <span className="mono when">{time}</span>;
	return (
		<button
			type="button"
			className="seek mono"
			onClick={() => onSeek(entry.at, shapesOf(entry))}
			aria-label={`Go to ${time}`}
		>
			{time}
		</button>
	);
}

function shapesOf(entry: NoteEntry): readonly string[] {
	if (entry.kind === "note") return entry.note.shapes;
	return entry.kind === "pin" ? entry.pin.shapes : [];
}

function Entry(props: EntryProps & { onEdit(): void }) {
	const { entry, view, me } = props;
	switch (entry.kind) {
		case "note":
			return <NoteRow {...props} note={entry.note} />;
		case "pin": {
			const by = authorOf(view.people, entry.pin.by, me);
			return (
				<div>
					<p className="row notemeta">
						<span className="tag info">
							<Icon name="pin" />
							{by ? `Pinned by ${by}` : "Pinned"}
						</span>
						{entry.pin.segment && <span>{shortName(entry.pin.segment)}</span>}
						<Shapes shapes={entry.pin.shapes} />
					</p>
				</div>
			);
		}
		case "hint": {
			const { level, step, text } = entry.hint;
			return (
				<Logged tag={`Hint ${level}`} tone="info" place={shortName(step)}>
					{hintShownWords(level)}: {text}
				</Logged>
			);
		}
		case "clarified":
			return (
				<Logged tag="Answered" tone="info">
					{entry.clarified.q} {entry.clarified.a}
				</Logged>
			);
		case "twist":
			return (
				<Logged tag="Twist" tone="warn">
					{entry.twist.text}
				</Logged>
			);
	}
}

function Logged({ tag, tone, place, children }: { tag: string; tone: string; place?: string; children: ReactNode }) {
	return (
		<div>
			<p className="notetext">{children}</p>
			<p className="row muted notemeta">
				<span className={`tag ${tone}`}>{tag}</span>
				{place && <span>{place}</span>}
				<span>logged by itself</span>
			</p>
		</div>
	);
}

function Shapes({ shapes }: { shapes: readonly string[] }) {
	const words = shapesWords(shapes);
	return words && <span>{words}</span>;
}

/** Of one's own nothing is said. */
function authorOf(people: readonly Person[], by: string, me: string | undefined): string | null {
	return by === me ? null : (people.find((person) => person.id === by)?.name ?? null);
}

function NoteRow(props: NotesListProps & { note: Note; onEdit(): void }) {
	const { note, view, me, renderEditor, onShare, onEdit } = props;
	const author = authorOf(view.people, note.by, me);
	const time = noteTime(note, view.startedAt);
	const isOwn = note.by === me;
	return (
		<div>
			<p className="notetext">{note.text}</p>
			<p className="row muted notemeta">
				{noteTags(note).map(({ tone, words }) => (
					<span key={words} className={`tag ${tone}`}>
						{words}
					</span>
				))}
				{note.segment && <span>{shortName(note.segment)}</span>}
				<Shapes shapes={note.shapes} />
				{author && <span>{author}</span>}
				{note.shared && !(isOwn && onShare) && <span>goes into the report</span>}
				{renderEditor && isOwn && (
					<button type="button" className="linkish" onClick={onEdit} aria-label={`Edit the note at ${time}`}>
						<Icon name="note" />
						Edit
					</button>
				)}
				{isOwn && onShare && (
					<label className="reportshare">
						<input
							type="checkbox"
							checked={note.shared}
							onChange={(event) => onShare(note.id, event.target.checked)}
							aria-label={`The note at ${time} goes into the report`}
						/>
						<span aria-hidden="true">In the report</span>
					</label>
				)}
			</p>
			<Earlier {...props} />
		</div>
	);
}

/** What a note said before, folded away. */
function Earlier({ note, view }: NotesListProps & { note: Note }) {
	if (note.editedAt === null) return null;
	if (note.history.length === 0) return <p className="muted">edited</p>;
	return (
		<details className="earlier">
			<summary>edited</summary>
			<ol>
				{note.history.toReversed().map(({ until, text }) => (
					<li key={until}>
						<span className="muted">until {noteTime({ at: until }, view.startedAt)}</span>
						<p className="notetext">{text}</p>
					</li>
				))}
			</ol>
		</details>
	);
}
