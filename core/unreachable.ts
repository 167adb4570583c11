/** Ends a switch over a union: the compiler complains when a member is not handled. */
export function unreachable(value: never): never {
	throw new Error(`not handled: ${JSON.stringify(value)}`);
}
