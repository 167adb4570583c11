// Real editors around one server in the middle, as in a room: each has a connection of its own with a queue up and a queue
// down, so frames of different people overtake each other; a cut loses what is under way, and joining again exchanges
// what the other side lacks, under a new client id. Before a frame is read the binding flushes, as the live board does it.
import * as Y from "yjs";
import { bindBoard } from "#components/board/use-binding.ts";
import { createHeadlessEditor } from "#tests/helpers/headless-editor.ts";
import { type Board, SESSION_ID } from "./two-boards.ts";

const FROM_SERVER = { from: "server" };

export class Connection {
	up: Uint8Array[] = [];
	down: Uint8Array[] = [];
	isOpen = true;
	/** the shape whose label this person has open */
	writesIn: string | null = null;
	readonly board: Board;
	readonly #server: Y.Doc;
	readonly #flushBeforeRead: boolean;

	constructor(server: Y.Doc, clientID: number, flushBeforeRead: boolean) {
		this.#server = server;
		this.#flushBeforeRead = flushBeforeRead;
		const doc = new Y.Doc();
		doc.clientID = clientID;
		doc.on("update", (update, origin) => {
			if (origin !== FROM_SERVER && this.isOpen) this.up.push(update);
		});
		const headless = createHeadlessEditor();
		let quarantined = 0;
		this.board = {
			...headless,
			doc,
			outbox: [],
			quarantined: () => quarantined,
			binding: bindBoard({
				store: headless.store,
				doc,
				sessionId: SESSION_ID,
				receiveOnly: false,
				onQuarantine: (count) => {
					quarantined = count;
				},
				onPending: () => {},
				label: () => ({
					shapeId: this.writesIn,
					catchUp: () => {},
					caret: null,
					show: (wanted) => wanted,
					watch: () => () => {},
				}),
			}),
		};
	}

	/** The server reads one frame of this person's. @returns it, to be sent to the others */
	deliverUp(): Uint8Array | undefined {
		const frame = this.up.shift();
		if (frame) Y.applyUpdate(this.#server, frame, this);
		return frame;
	}

	/** This person reads one frame. */
	deliverDown(): boolean {
		const frame = this.down.shift();
		if (!frame) return false;
		if (this.#flushBeforeRead) this.board.binding.flush();
		Y.applyUpdate(this.board.doc, frame, FROM_SERVER);
		return true;
	}

	cut(clientID: number): void {
		[this.isOpen, this.up, this.down] = [false, [], []];
		this.board.doc.clientID = clientID;
	}

	join(): void {
		const { doc, binding } = this.board;
		binding.flush();
		this.isOpen = true;
		this.up.push(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.#server)));
		this.down.push(Y.encodeStateAsUpdate(this.#server, Y.encodeStateVector(doc)));
	}
}

export interface Hub {
	readonly server: Y.Doc;
	readonly people: readonly Connection[];
	/** Lets the server read one frame of this person's and puts it on the way to the others. */
	relay(from: Connection): boolean;
	cut(person: Connection): void;
	/** Everybody is connected, everything is written and read. */
	settle(): void;
	close(): void;
}

export function openHub(count: number, options: { flushBeforeRead: boolean } = { flushBeforeRead: true }): Hub {
	const server = new Y.Doc();
	let lastId = 0;
	const newId = () => ++lastId;
	const people = Array.from({ length: count }, () => new Connection(server, newId(), options.flushBeforeRead));
	const relay = (from: Connection) => {
		const frame = from.deliverUp();
		if (!frame) return false;
		for (const other of people) if (other !== from && other.isOpen) other.down.push(frame);
		return true;
	};
	return {
		server,
		people,
		relay,
		cut: (person) => person.cut(newId()),
		settle() {
			for (const person of people) if (!person.isOpen) person.join();
			for (let round = 0; round < 4; round++) {
				for (const { board } of people) board.binding.flush();
				for (const person of people) while (relay(person));
				for (const person of people) while (person.deliverDown());
				for (const { board } of people) board.binding.writer.writeNow();
			}
		},
		close() {
			for (const { board } of people) {
				board.binding.unbind();
				board.dispose();
			}
		},
	};
}
