// The chat of a room: what was said, and the field to say something. Read is what has been in sight; what comes while its end is in
// sight, and what one says oneself, is scrolled to. What is typed stays until the server has it.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { ChatList } from "#components/framework/chat-list.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Command } from "#core/session.ts";
import type { SessionView } from "#core/view.ts";
import { closedChatWords, lengthWords, messageLabel } from "./chat-words.ts";
import type { ChatRead } from "./use-chat-read.ts";
import { useInSight } from "./use-in-sight.ts";
import "./talk.css";

export function ChatSection({ view, read }: { view: SessionView; read: ChatRead }) {
	const [end, setEnd] = useState<HTMLElement | null>(null);
	const inSight = useInSight(end);
	const { unread, seen } = read;
	const newest = view.chat.at(-1);
	const wasInSight = useRef(false);
	const shown = useRef(newest?.id);
	useEffect(() => {
		if (newest && newest.id !== shown.current && (wasInSight.current || newest.by === view.you)) {
			end?.scrollIntoView?.({ block: "nearest" });
		}
		shown.current = newest?.id;
	}, [newest, end, view.you]);
	useEffect(() => {
		wasInSight.current = inSight;
		if (inSight && unread > 0) seen();
	}, [inSight, unread, seen]);
	return (
		<section className="sec chat" aria-label="Chat">
			{view.chat.length === 0 ? (
				<p className="t2">Nothing said yet. What is written here is recorded, and everybody in the room reads it.</p>
			) : (
				<ChatList view={view} />
			)}
			{unread > 0 && !inSight && (
				<Button size="sm" className="tonew" onClick={() => end?.scrollIntoView?.({ block: "nearest" })}>
					{unread} new
				</Button>
			)}
			<span ref={setEnd} className="chatend" />
		</section>
	);
}

interface ChatComposerProps {
	view: SessionView;
	/** @returns whether the server has it */
	onCommand(command: Command): Promise<boolean>;
}

export function ChatComposer({ view, onCommand }: ChatComposerProps) {
	const [typed, setTyped] = useState("");
	const [sending, setSending] = useState(false);
	const helpId = useId();
	const closed = closedChatWords(view);
	const length = lengthWords(typed);
	const label = messageLabel(view);

	async function send() {
		if (typed.trim() === "" || sending || closed !== null || length?.tooLong) return;
		setSending(true);
		const isSaid = await onCommand({ type: "say", text: typed });
		setSending(false);
		// what was typed meanwhile stays
		if (isSaid) setTyped((now) => (now === typed ? "" : now));
	}

	function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
		if (event.nativeEvent.isComposing) return;
		if (event.key === "Enter" && !event.shiftKey) {
			event.preventDefault();
			void send();
		} else if (event.key === "Escape") {
			event.preventDefault();
			event.currentTarget.blur();
		}
	}

	if (closed !== null && typed === "") return <p className="muted">{closed}</p>;
	return (
		<>
			<div className="box notebox">
				<textarea
					rows={1}
					value={typed}
					readOnly={closed !== null}
					placeholder={label}
					aria-label={label}
					aria-describedby={helpId}
					aria-invalid={length?.tooLong || undefined}
					enterKeyHint="send"
					onChange={(event) => setTyped(event.target.value)}
					onKeyDown={onKeyDown}
				/>
				<span id={helpId} className="vh">
					Enter sends, Shift and Enter break the line. What you write is recorded.
				</span>
				<Button
					size="sm"
					tone="quiet"
					icon="send"
					label="Send"
					busy={sending}
					aria-disabled={typed.trim() === "" || closed !== null || length?.tooLong || undefined}
					onClick={() => void send()}
				/>
			</div>
			<p role="status" className={length?.tooLong ? "problem" : "muted"} hidden={length === null && closed === null}>
				{closed ?? length?.words}
			</p>
		</>
	);
}
