// "Ada asks for the candidate's place": for interviewers, in the panel, whatever else is open.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Person } from "#components/ui/person.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { SeatRequest } from "#core/view.ts";
import { answerSeatRequest } from "./session-api.ts";

export function SeatRequests({ sessionId, requests }: { sessionId: string; requests: readonly SeatRequest[] }) {
	return (
		<div role="status" aria-label="People who ask to be let in">
			{requests.map((request) => (
				<SeatRequestRow key={request.id} sessionId={sessionId} request={request} />
			))}
		</div>
	);
}

export function seatRequestWords(request: Pick<SeatRequest, "name" | "role" | "holder">): string {
	const place = `${request.name} asks for the ${request.role}’s place.`;
	return request.holder ? `${place} ${request.holder} has it now and would leave.` : place;
}

function SeatRequestRow({ sessionId, request }: { sessionId: string; request: SeatRequest }) {
	const [busy, setBusy] = useState<"grant" | "refuse" | null>(null);
	const say = useToast();
	async function answer(what: "grant" | "refuse") {
		setBusy(what);
		const outcome = await answerSeatRequest(sessionId, request.id, what);
		setBusy(null);
		if (!outcome.ok) say(outcome.words);
	}
	return (
		<div className="notice info">
			<Person name={request.name} role={request.role} named />
			<p>{seatRequestWords(request)}</p>
			<Button size="sm" busy={busy === "refuse"} onClick={() => void answer("refuse")}>
				Not now
			</Button>
			<Button size="sm" tone="primary" busy={busy === "grant"} onClick={() => void answer("grant")}>
				Let in
			</Button>
		</div>
	);
}
