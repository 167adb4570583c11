// What the page Questions is, and what can be done on it beside looking.
import type { ReactNode } from "react";

export function QuestionsHead({ children }: { children?: ReactNode }) {
	return (
		<div className="qhead">
			<div className="grow">
				<h1>Questions</h1>
				<p className="sub">
					What a candidate is asked. The brief behind each, with hints and a reference design, waits for the interviewer
					in the room.
				</p>
			</div>
			{children}
		</div>
	);
}
