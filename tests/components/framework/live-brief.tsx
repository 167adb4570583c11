// A brief that is worked from, for tests: what its controls ask for is decided and folded by the real core, as a room does it, and the
// pane is drawn again with what came of it.
import { act, render } from "@testing-library/react";
import { BriefPane } from "#components/framework/brief.tsx";
import { useBriefDeeds } from "#components/session/use-brief-deeds.ts";
import { ToastProvider } from "#components/ui/toast.tsx";
import { creditOf } from "#core/coverage.ts";
import type { SegmentId } from "#core/framework.ts";
import {
	type Actor,
	apply,
	type Command,
	commandSchema,
	decide,
	INITIAL_STATE,
	type SessionState,
} from "#core/session.ts";
import { IN_DATA, JONAS, MINUTE, PRIYA, START, viewOfState } from "#tests/components/session/made-view.ts";
import { contextAt, PACK } from "#tests/helpers/question.ts";

const IVAN = { id: "p4", name: "Ivan Petrov", role: "interviewer", here: true } as const;
const PEOPLE = [PRIYA, JONAS, IVAN];

export const LOOK_FOR = PACK.steps.data.look_for;
export const itemId = (no: number) => `${PACK.id}.data.look_for.${no}`;

export class LiveBrief {
	state: SessionState = IN_DATA.reduce((folded, [event, at]) => apply(folded, event, at), INITIAL_STATE);
	at = START + 21 * MINUTE;
	/** what the controls asked for */
	asked: Command[] = [];
	#commands = 0;
	#segment: SegmentId = "data";
	readonly #rerender: () => void;
	readonly unmount: () => void;

	constructor({ lobby = false, readOnly = false } = {}) {
		if (lobby) this.state = INITIAL_STATE;
		const onCommand = async (command: Command) => {
			this.asked.push(command);
			return this.ask(command, { participantId: "p1", role: "interviewer" });
		};
		const Live = () => {
			const view = viewOfState(this.state, { role: "interviewer", people: PEOPLE, at: this.at });
			if (view.role !== "interviewer") throw new Error("an interviewer's view was asked for");
			const deeds = useBriefDeeds(onCommand);
			return <BriefPane view={view} segment={this.#segment} deeds={readOnly ? undefined : deeds} />;
		};
		const whole = () => (
			<ToastProvider>
				<Live />
			</ToastProvider>
		);
		const { rerender, unmount } = render(whole());
		this.#rerender = () => rerender(whole());
		this.unmount = unmount;
	}

	/** @returns whether it was carried out */
	ask(command: Command, actor: Actor): boolean {
		this.#commands += 1;
		// as it comes out of the line: cleaned and capped
		const read = commandSchema.parse(command);
		const decided = decide(this.state, read, actor, contextAt(this.at, { commandId: `c${this.#commands}` }));
		if ("refused" in decided) return false;
		for (const event of decided.events) this.state = apply(this.state, event, this.at);
		this.#rerender();
		return true;
	}

	/** Somebody else's command. */
	other(command: Command): void {
		act(() => {
			this.ask(command, { participantId: IVAN.id, role: "interviewer" });
		});
	}

	after(minutes: number): this {
		this.at += minutes * MINUTE;
		return this;
	}

	credit(no: number) {
		return creditOf(this.state.marks[itemId(no)] ?? []);
	}
}
