// The red thread: one line of reasoning from the business goal to the alert. Seven cells stand in a row; an interviewer
// judges each link between neighbours. A goal of retention with clicks as label is broken at the label.

export const THREAD_CELLS = [
	{ id: "goal", name: "Business goal" },
	{ id: "objective", name: "ML objective" },
	{ id: "label", name: "Label" },
	{ id: "loss", name: "Loss" },
	{ id: "offline", name: "Offline metric" },
	{ id: "online", name: "Online metric" },
	{ id: "alert", name: "Alert" },
] as const;

/** `<cell>-<the next cell>` */
export const THREAD_LINK_IDS = [
	"goal-objective",
	"objective-label",
	"label-loss",
	"loss-offline",
	"offline-online",
	"online-alert",
] as const;
export type ThreadLinkId = (typeof THREAD_LINK_IDS)[number];

export const LINK_STATES = ["holds", "broken"] as const;
export type LinkState = (typeof LINK_STATES)[number];
/** A link that was not judged is absent. */
export type ThreadLinks = Readonly<Partial<Record<ThreadLinkId, LinkState>>>;

/**
 * @returns how many links hold and were judged, 0 to 6; as share, those that hold of all six (the framework's rubric:
 * what nobody could judge does not hold), null when none was judged
 */
export function redThread(links: ThreadLinks): { holds: number; judged: number; share: number | null } {
	const judged = THREAD_LINK_IDS.filter((id) => links[id] !== undefined).length;
	const holds = THREAD_LINK_IDS.filter((id) => links[id] === "holds").length;
	return { holds, judged, share: judged === 0 ? null : holds / THREAD_LINK_IDS.length };
}
