// Which kinds of objects a board may hold: tldraw's own schema without embeds, bookmarks and videos, which would load
// foreign pages. Live room, replay and server's first entry share this one schema; nothing here knows of Yjs.
import { createTLSchema, defaultShapeSchemas, type TLSchema } from "@tldraw/tlschema";

const { bookmark: _bookmark, embed: _embed, video: _video, ...shapes } = defaultShapeSchemas;

/** The shape types that may lie on a board. */
export const SHAPE_TYPES: readonly string[] = Object.keys(shapes);

export const boardSchema: TLSchema = createTLSchema({ shapes });
