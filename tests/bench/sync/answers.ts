// The children's end of a conversation with the bench: questions come over the process's own channel, each is answered once, and
// when the channel closes the process ends.
import * as z from "zod/mini";

const questionSchema = z.object({ ask: z.string(), no: z.number(), body: z.unknown() });

type Answerer = (body: unknown) => unknown;

export function answer(answerers: Readonly<Record<string, Answerer>>): void {
	process.on("message", async (message: unknown) => {
		const question = questionSchema.safeParse(message);
		if (!question.success) return;
		const { ask, no, body } = question.data;
		try {
			process.send?.({ no, body: (await answerers[ask]?.(body)) ?? null });
		} catch (error) {
			process.send?.({ no, failed: error instanceof Error ? error.message : String(error) });
		}
	});
	process.on("disconnect", () => process.exit(0));
}
