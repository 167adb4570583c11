// One request to our own HTTP API. What comes back is read by a schema; what goes wrong is a value with plain words, so
// that every caller can show it. Knows nothing of what it carries.

import type * as z from "zod/mini";
import { errorSchema, type FileProblem } from "#core/protocol.ts";

export type Answer<Value> =
	| { ok: true; value: Value }
	| { ok: false; status: number; code: string; message: string; problems?: readonly FileProblem[] };

/** Status of an answer that never came. */
export const NO_ANSWER = 0;

const OFFLINE: Answer<never> = {
	ok: false,
	status: NO_ANSWER,
	code: "no-answer",
	message: "The server does not answer. Check your connection and try again.",
};
const UNREADABLE = "The server answered something this page does not understand. Reload it.";
const TOO_MANY = "That was a bit much at once. Wait a minute and try again.";

export interface Ask<Value> {
	method?: "GET" | "POST" | "DELETE";
	/** sent as JSON */
	body?: unknown;
	/** sent as it is, in place of a body: a file */
	text?: string;
	/** reads the answer; without it the body is ignored and the value is null */
	schema?: z.ZodMiniType<Value>;
	signal?: AbortSignal;
}

/** @returns the read answer, or the status, code and words of the refusal; never throws but for an aborted signal */
export async function callApi<Value = null>(path: string, ask: Ask<Value> = {}): Promise<Answer<Value>> {
	const { method = "GET", body, text: file, schema, signal } = ask;
	let response: Response;
	let content: unknown;
	try {
		response = await fetch(path, {
			method,
			headers: body === undefined ? undefined : { "content-type": "application/json" },
			body: body === undefined ? file : JSON.stringify(body),
			cache: "no-store",
			signal,
		});
		const text = await response.text();
		content = text === "" ? null : parsed(text);
	} catch (error) {
		if (signal?.aborted) throw error;
		return OFFLINE;
	}
	if (!response.ok) {
		const refusal = errorSchema.safeParse(content);
		if (refusal.success) return { ok: false, status: response.status, ...refusal.data.error };
		const message =
			response.status === 429 ? TOO_MANY : `The server could not do this (${response.status}). Try again in a moment.`;
		return { ok: false, status: response.status, code: "unknown", message };
	}
	if (!schema) return { ok: true, value: null as Value };
	const read = schema.safeParse(content);
	if (read.success) return { ok: true, value: read.data };
	return { ok: false, status: response.status, code: "unreadable", message: UNREADABLE };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Signs a guest in without any form; who is signed in already stays who he is. */
async function signInAsGuest(): Promise<Answer<null>> {
	return callApi("/api/auth/sign-in/anonymous", { method: "POST", body: {} });
}

/** Like callApi; when nobody is signed in yet, signs a guest in and asks again. */
export async function callApiAsGuest<Value = null>(path: string, ask: Ask<Value>): Promise<Answer<Value>> {
	const first = await callApi(path, ask);
	if (first.ok || first.status !== 401) return first;
	const signedIn = await signInAsGuest();
	return signedIn.ok ? callApi(path, ask) : signedIn;
}
