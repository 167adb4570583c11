// Who looks where in this room, for the bar and the dialogs: nobody's business until the board is there.
import { useState } from "react";
import { type Together, type TogetherState, useTogetherState } from "#components/board/together.ts";

export interface Looking {
	readonly state: TogetherState;
	/** null until the board is there */
	readonly together: Together | null;
	readonly onTogether: (together: Together | null) => void;
}

export function useLooking(): Looking {
	const [together, onTogether] = useState<Together | null>(null);
	return { state: useTogetherState(together), together, onTogether };
}
