// Stands between one browser and the server and keeps every byte that the server says: heads, bodies (decompressed), and what comes
// through upgraded sockets, workers' and preloads' included. The browser does not notice; its host is the proxy's.
import { createServer, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

export interface ListeningProxy {
	url: string;
	/** What the server said so far; a body counts when it is complete, a socket as far as it has come. */
	heard(): (Uint8Array | string)[];
	close(): Promise<void>;
}

const DECODERS: Record<string, (bytes: Buffer) => Buffer> = {
	gzip: gunzipSync,
	br: brotliDecompressSync,
	deflate: inflateSync,
};

export async function startListeningProxy(target: { port: number }): Promise<ListeningProxy> {
	const heard: (Uint8Array | string)[] = [];
	/** one stretch for each socket: a word may lie across two packets */
	const sockets: Buffer[][] = [];
	const place = { host: "127.0.0.1", port: target.port };

	const server = createServer((asked, answer) => {
		const onward = request(
			{ ...place, method: asked.method, path: asked.url, headers: asked.headers },
			(said: IncomingMessage) => {
				heard.push(`${said.statusCode} ${said.statusMessage} ${said.rawHeaders.join("\n")}`);
				const body: Buffer[] = [];
				said.on("data", (chunk: Buffer) => body.push(chunk));
				said.on("end", () => heard.push(decoded(Buffer.concat(body), said.headers["content-encoding"])));
				answer.writeHead(said.statusCode ?? 502, said.statusMessage, said.rawHeaders);
				said.pipe(answer);
			},
		);
		onward.on("error", () => answer.destroy());
		answer.on("close", () => onward.destroy());
		asked.pipe(onward);
	});

	server.on("upgrade", (asked, near, head) => {
		const far = connect(place);
		const lines = [`${asked.method} ${asked.url} HTTP/1.1`];
		for (let i = 0; i < asked.rawHeaders.length; i += 2)
			lines.push(`${asked.rawHeaders[i]}: ${asked.rawHeaders[i + 1]}`);
		far.write(`${lines.join("\r\n")}\r\n\r\n`);
		far.write(head);
		const said: Buffer[] = [];
		sockets.push(said);
		far.on("data", (chunk: Buffer) => said.push(chunk));
		far.on("close", () => near.destroy());
		near.on("close", () => far.destroy());
		near.on("error", () => far.destroy());
		far.on("error", () => near.destroy());
		far.pipe(near);
		near.pipe(far);
	});

	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("the proxy has no port");
	return {
		url: `http://localhost:${address.port}`,
		heard: () => [...heard, ...sockets.map((said) => Buffer.concat(said))],
		close() {
			server.closeAllConnections();
			return new Promise((done) => server.close(() => done()));
		},
	};
}

function decoded(body: Buffer, encoding: string | undefined): Buffer {
	const decode = DECODERS[encoding ?? ""];
	if (encoding !== undefined && encoding !== "identity" && !decode) throw new Error(`cannot read ${encoding}`);
	return decode && body.length > 0 ? decode(body) : body;
}
