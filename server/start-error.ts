// A reason why Boardwalk cannot start: one sentence that says what to do. index.ts prints it and exits with code 1, without
// a stack; every other error is a bug and keeps its stack.
export class StartError extends Error {
	override name = "StartError";
}
