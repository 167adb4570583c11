// Takes the port, or says in one sentence why it cannot be had.
import type { Server } from "node:http";
import { StartError } from "./start-error.ts";

/** Resolves with the port that was taken, which PORT=0 leaves to the system. */
export function listen(server: Server, { port, host }: { port: number; host: string | undefined }): Promise<number> {
	return new Promise((done, fail) => {
		server.once("error", (error: NodeJS.ErrnoException) => fail(explain(error, port, host)));
		server.listen({ port, host }, () => {
			server.removeAllListeners("error");
			const address = server.address();
			done(typeof address === "object" && address !== null ? address.port : port);
		});
	});
}

function explain(error: NodeJS.ErrnoException, port: number, host: string | undefined): Error {
	switch (error.code) {
		case "EADDRINUSE":
			return new StartError(
				`Port ${port} is taken by another program; stop that program, or choose another port: PORT=${port + 1} npm start`,
			);
		case "EACCES":
			return new StartError(`Port ${port} may be opened by root only; set PORT to 1024 or above.`);
		case "EADDRNOTAVAIL":
		case "ENOTFOUND":
		case "EAI_AGAIN":
			return new StartError(
				`HOST is ${host}, which is no address of this machine; leave it out to listen on all of them.`,
			);
		default:
			return error;
	}
}

/** The host's part of an address as this machine reaches it. */
export function urlHost(host: string | undefined): string {
	if (host === undefined || host === "0.0.0.0" || host === "::") return "localhost";
	return host.includes(":") ? `[${host}]` : host;
}
