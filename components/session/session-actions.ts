// What a person can do in a room, as one object: commands with their refusal said in a toast. Made once a room.
import { useMemo } from "react";
import { useToast } from "#components/ui/toast.tsx";
import type { CommandAnswer } from "#core/protocol.ts";
import type { Command } from "#core/session.ts";
import type { SessionConnection } from "./session-connection.ts";

export interface SessionActions {
	/** @returns true when the server carried it out; otherwise the reason was said */
	run(command: Command): Promise<boolean>;
	/** the same with the answer instead of a toast, for who says it in place */
	ask(command: Command): Promise<CommandAnswer>;
}

export function useSessionActions(connection: Pick<SessionConnection, "send">): SessionActions {
	const say = useToast();
	return useMemo(
		() => ({
			async run(command: Command) {
				const answer = await connection.send(command);
				if ("ok" in answer) return true;
				say(answer.message);
				return false;
			},
			ask: (command: Command) => connection.send(command),
		}),
		[connection, say],
	);
}
