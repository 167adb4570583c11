// Whether what was written into a review is safe: a word beside the scores, a filled chip only when something is wrong.
import { Icon, type IconName } from "#components/ui/icons.tsx";
import type { ReviewWriting } from "./use-review-drafts.ts";

const LOOK: Record<ReviewWriting["state"], { icon: IconName; words: string; tone: string } | null> = {
	nothing: null,
	saved: { icon: "saved", words: "Saved", tone: "save" },
	saving: { icon: "saving", words: "Saving", tone: "save" },
	kept: { icon: "saving", words: "Offline, kept here", tone: "save off" },
	refused: { icon: "warning", words: "Not saved", tone: "save lost" },
};

interface WritingStateProps {
	writing: Pick<ReviewWriting, "state" | "undone">;
	/** the line is down; what is kept while it is up waits for the server alone */
	offline: boolean;
}

export function WritingState({ writing, offline }: WritingStateProps) {
	const look = LOOK[writing.state];
	const words = writing.state === "kept" && !offline ? "Not saved yet, trying again" : look?.words;
	return (
		<>
			<span role="status" aria-label="Scores and feedback">
				{look && (
					<span className={look.tone}>
						<Icon name={look.icon} />
						<span>{words}</span>
					</span>
				)}
			</span>
			{writing.undone && (
				<p className="notice warn" role="alert">
					{writing.undone}
				</p>
			)}
		</>
	);
}
