// Every limit of the product in one place, each with its reason. Both ends of a wire import it from here.

/** Update frames of one connection: a person draws at most 20 commits a second; three times that is a fault. */
export const UPDATES_PER_SECOND = 60;
/** A paste or an undo of many shapes may come in one burst. */
export const UPDATE_BURST = 200;
/** Sustained bytes a second of one connection; a stroke is about 2 KB a second. */
export const BYTES_PER_SECOND = 256 * 1024;
/** First frame of a joining client: it may bring a whole board drawn offline. */
export const MAX_JOIN_FRAME_BYTES = 8 * 1024 * 1024;
/** Any later frame. */
export const MAX_FRAME_BYTES = 1024 * 1024;
/** SyncStep1 says how much of each client id is known: eight bytes for each of MAX_DOCUMENT_CLIENTS, and room to spare. */
export const MAX_STATE_VECTOR_BYTES = 64 * 1024;
/** Structs of one update: a whole board drawn offline has some ten thousand; a frame of 8 MB could claim millions. */
export const MAX_UPDATE_STRUCTS = 100_000;
/** Deleted ranges of one update: every SyncStep2 repeats all of a board, and no board of 8 MB has that many. */
export const MAX_UPDATE_DELETIONS = 250_000;
/** Ranges of one update that delete what is still there: each cuts a struct out of the middle of all others of its client. */
export const MAX_UPDATE_CUTS = 50_000;
/** Items that Yjs may walk over to place what one update inserts: a quarter of a second; what people draw at once takes some hundred. */
export const MAX_PLACING_STEPS = 2_000_000;
/** Values in each other: whoever encodes them again needs the stack for it. */
export const MAX_VALUE_DEPTH = 64;
/** Maps and texts of a document in each other; a board has three levels, and Yjs needs the stack for each. */
export const MAX_TYPE_NESTING = 16;
/** Client ids of a document: each page load that draws takes one, each change of the document costs time for all of them. */
export const MAX_DOCUMENT_CLIENTS = 4_096;
/** A board beyond this no longer loads in a moment on a phone. */
export const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;
/** People are warned from this share of MAX_DOCUMENT_BYTES on. */
export const DOCUMENT_WARNING_SHARE = 0.8;
/** Frames that a connection may send before its SyncStep2 is applied: a client that draws while it reconnects. */
export const MAX_JOINING_FRAMES = 256;
export const MAX_JOINING_BYTES = 1024 * 1024;
/** Time from upgrade to an applied SyncStep2. */
export const JOIN_TIMEOUT_MS = 5_000;
/** Who drew much offline and is on a slow line has more time, as long as so much arrives in each stretch of it, up to this. */
export const MIN_JOINING_BYTES = 32 * 1024;
export const MAX_JOIN_MS = 60_000;
/** One awareness state: cursor, selection and viewport are under 1 KB. */
export const MAX_PRESENCE_BYTES = 16 * 1024;
/** Sockets of one kind in a room. */
export const MAX_ROOM_SOCKETS = 20;
/** Sockets of one address: a class behind one router. */
export const MAX_ADDRESS_SOCKETS = 200;
/** Buffered bytes from which presence is no longer sent to a slow consumer. */
export const SLOW_CONSUMER_BYTES = 1024 * 1024;
/** Buffered bytes beyond the initial state at which it is cut. */
export const CUT_CONSUMER_BYTES = 4 * 1024 * 1024;
/** The initial state may take this long to drain. */
export const INITIAL_STATE_MS = 60_000;
export const PING_INTERVAL_MS = 15_000;
export const DEAD_AFTER_MS = 30_000;
/** Uncommitted bytes that a node keeps while its database is away; people are told at half of it. */
export const MAX_BACKLOG_BYTES = 64 * 1024 * 1024;
/** A candidate's change is gathered this long before it is sent. */
export const COMMIT_INTERVAL_MS = 50;

export const MAX_NAME_CHARS = 60;
export const MAX_TITLE_CHARS = 120;
export const MAX_NOTE_CHARS = 4_000;
export const MAX_CHAT_CHARS = 2_000;
/** A comment to a score, the reason of another outcome. */
export const MAX_COMMENT_CHARS = 1_000;
/** One thing to keep or to change: more is not read twice. */
export const MAX_FEEDBACK_CHARS = 1_000;
export const MAX_SUMMARY_CHARS = 4_000;
/** One cell of the chain from goal to alert: a few words. */
export const MAX_THREAD_CHARS = 160;
/** Shapes that a note points to: more are no place any more. */
export const MAX_NOTE_SHAPES = 30;
/** Moments that one person pins in a session. */
export const MAX_PINS = 200;
/** Notes and pins behind one score. */
export const MAX_EVIDENCE = 20;
/** Messages of a session, and their characters: all of them go to everybody with each change of the session. */
export const MAX_CHAT_MESSAGES = 1_000;
export const MAX_CHAT_TOTAL_CHARS = 100_000;
/** Characters of all notes of a session with what they said before: they go to interviewers with each change. */
export const MAX_NOTES_TOTAL_CHARS = 400_000;
/** Marks of one item: a mind is changed a few times, a hundred are a fault. */
export const MAX_ITEM_MARKS = 100;
export const MAX_URL_CHARS = 500;
/** Body of any JSON request. */
export const MAX_REQUEST_BYTES = 64 * 1024;

// Question packs: what somebody reads in the middle of an interview is short, and a pack goes to each interviewer with every view.
/** Of a file: six times the fullest pack of the bank. */
export const MAX_PACK_BYTES = 128 * 1024;
export const MAX_PACK_ID_CHARS = 60;
/** A name on a box, an arrow or a row: two lines at most wherever it stands. */
export const MAX_PACK_LABEL_CHARS = 80;
/** One line to look something up in. */
export const MAX_PACK_LINE_CHARS = 300;
/** What is read out or taken in at one glance, while somebody waits. */
export const MAX_PACK_TEXT_CHARS = 1_000;
/** The prompt: two minutes of reading aloud. */
export const MAX_PACK_PROMPT_CHARS = 2_500;
/** Items of one list: nobody finds more in time. */
export const MAX_PACK_ITEMS = 40;
export const MAX_PACK_NUMBERS = 80;
/** Boxes and arrows that are still a picture. */
export const MAX_PACK_NODES = 60;
export const MAX_PACK_EDGES = 120;
/** Columns and rows of the reference design; a box has one cell. */
export const MAX_PACK_CELL = 30;

/** Questions that one person added: a course has fewer. */
export const MAX_OWN_QUESTIONS = 100;
/** Files of one person: an author who repairs one after the other. */
export const IMPORTS_PER_MINUTE = 20;

export const SESSIONS_PER_HOUR = 20;
export const INVITE_LOOKUPS_PER_MINUTE = 60;
export const INVITE_DAYS = 7;
/** Commands of one socket a second; a person clicks at most a few times. */
export const COMMANDS_PER_SECOND = 20;
/** Each socket is looked up again at this interval: signed in, still a member. */
export const RECHECK_INTERVAL_MS = 60_000;

/** Nobody but observers there for this long pauses the clock. */
export const NOBODY_HERE_MS = 2 * 60_000;
/** A session paused or in debrief this long closes itself. */
export const CLOSE_AFTER_MS = 24 * 3_600_000;
/** An ended session may be reopened this long. */
export const REOPEN_MS = 10 * 60_000;

/** Largest record that is shown. */
export const MAX_RECORD_CHARS = 64 * 1024;
export const MAX_LABEL_CHARS = 10 * 1024;
export const MAX_SEGMENT_POINTS = 600;
export const MAX_SHAPES = 4_000;
/** Frames and groups in each other; tldraw lays a shape out through all that it lies in. */
export const MAX_NESTING = 32;
export const MAX_RICH_TEXT_DEPTH = 6;
export const MAX_RICH_TEXT_NODES = 500;

/** A screenshot of a large screen is under 3 MB; the page makes photographs smaller before it sends them. */
export const MAX_PICTURE_BYTES = 5 * 1024 * 1024;
/** Of each side: beyond it a few bytes become more memory than a tablet has. */
export const MAX_PICTURE_SIDE = 8_192;
/** Of all pictures of a session together: they are loaded by everybody who comes, and every replay. */
export const MAX_SESSION_PICTURE_BYTES = 50 * 1024 * 1024;
/** And of their number, for very small ones. */
export const MAX_SESSION_PICTURES = 500;
/** Uploads that one participant may begin in a minute: eight at once, a few times. */
export const PICTURES_PER_MINUTE = 40;
/** Uploads of one participant under way together: two tabs, each of which sends one after the other. */
export const MAX_UPLOADS_AT_ONCE = 4;
/** Pictures that are put on the board in one go. */
export const MAX_PICTURES_AT_ONCE = 8;

/** One cursors entry a room at this interval. */
export const CURSOR_ENTRY_MS = 2_000;
/** At most one cursor sample a person in this time. */
export const CURSOR_SAMPLE_MS = 200;
/** The same while the laser is held down: a trail is a line, a pointer only a place. 15 a second. */
export const LASER_SAMPLE_MS = 65;
/** A pointer is seen to move at this rate; faster is a fault, or somebody who wants to slow the others. */
export const PRESENCE_PER_SECOND = 30;
/** Who brings somebody along waits this long before the next time: a camera that jumps again and again is a nuisance. */
export const BRING_INTERVAL_MS = 3_000;
