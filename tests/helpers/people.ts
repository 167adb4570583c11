// People who use the HTTP API as a browser does: each with a cookie jar of one and an Origin. What they do goes over real HTTP.
import type { Role } from "#core/session.ts";

export interface Person {
	/** the value of the Cookie header */
	cookie: string;
	url: string;
	request(method: string, path: string, body?: unknown): Promise<Answer>;
}

export interface Answer {
	status: number;
	headers: Headers;
	// biome-ignore lint/suspicious/noExplicitAny: a test looks into it and fails where it is not what it expects
	body: any;
}

/** Somebody nobody knows: no cookie yet. */
export function stranger(url: string): Person {
	const person: Person = {
		cookie: "",
		url,
		async request(method, path, body) {
			const headers: Record<string, string> = { origin: new URL(url).origin };
			if (person.cookie !== "") headers.cookie = person.cookie;
			if (body !== undefined) headers["content-type"] = "application/json";
			const response = await fetch(new URL(path, url), {
				method,
				headers,
				redirect: "manual",
				body: body === undefined ? undefined : JSON.stringify(body),
			});
			for (const line of response.headers.getSetCookie()) keepCookie(person, line);
			const text = await response.text();
			const isJson = response.headers.get("content-type")?.includes("json") ?? false;
			return {
				status: response.status,
				headers: response.headers,
				body: isJson && text !== "" ? JSON.parse(text) : text,
			};
		},
	};
	return person;
}

/** A guest: signed in anonymously. */
export async function signIn(url: string): Promise<Person> {
	const person = stranger(url);
	const answer = await person.request("POST", "/api/auth/sign-in/anonymous", {});
	if (answer.status !== 200)
		throw new Error(`anonymous sign-in answered ${answer.status}: ${JSON.stringify(answer.body)}`);
	return person;
}

export interface CreatedSession {
	id: string;
	/** pages to open, each `…/join/<token>` */
	invites: Partial<Record<Role, string>>;
}

export async function createSession(person: Person, wishes: Record<string, unknown> = {}): Promise<CreatedSession> {
	const answer = await person.request("POST", "/api/sessions", {
		kind: "led",
		questionId: "ad-click-prediction",
		minutes: 45,
		level: "senior",
		name: "Ines",
		role: "interviewer",
		...wishes,
	});
	if (answer.status !== 201)
		throw new Error(`creating a session answered ${answer.status}: ${JSON.stringify(answer.body)}`);
	return answer.body;
}

export async function acceptInvite(person: Person, inviteUrl: string | undefined, name: string): Promise<Answer> {
	const token = inviteUrl?.split("/join/")[1];
	if (token === undefined) throw new Error(`not an invite: ${inviteUrl}`);
	return person.request("POST", `/api/invites/${token}/accept`, { name, consent: true });
}

/** A led session with everybody in it. */
export async function holdSession(
	url: string,
	wishes: Record<string, unknown> = {},
): Promise<{
	id: string;
	invites: CreatedSession["invites"];
	interviewer: Person;
	candidate: Person;
	observer: Person;
}> {
	const interviewer = await signIn(url);
	const { id, invites } = await createSession(interviewer, wishes);
	const candidate = await signIn(url);
	const observer = await signIn(url);
	for (const [person, link, name] of [
		[candidate, invites.candidate, "Carl"],
		[observer, invites.observer, "Olga"],
	] as const) {
		const answer = await acceptInvite(person, link, name);
		if (answer.status !== 200) throw new Error(`accepting answered ${answer.status}: ${JSON.stringify(answer.body)}`);
	}
	return { id, invites, interviewer, candidate, observer };
}

function keepCookie(person: Person, line: string): void {
	const pair = line.split(";", 1)[0] ?? "";
	const name = pair.split("=", 1)[0];
	const others = person.cookie.split("; ").filter((kept) => kept !== "" && kept.split("=", 1)[0] !== name);
	person.cookie = [...others, pair].join("; ");
}
