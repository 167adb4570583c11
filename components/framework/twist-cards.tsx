// Changes of the requirements, kept for the last third. One press plays a card; played ones say when. Private; driven by props.
import { Button } from "#components/ui/button.tsx";
import { stepOf } from "#core/framework.ts";
import { aidsOver, type BriefDeeds, type BriefView } from "./brief-deeds.ts";
import { Done } from "./hint-ladder.tsx";
import { noteTime } from "./notes-list.tsx";

interface TwistCardsProps {
	view: Pick<BriefView, "brief" | "twists" | "phase" | "startedAt">;
	/** absent: they are only read */
	onPlay?: BriefDeeds["playTwist"];
}

export function TwistCards({ view, onPlay }: TwistCardsProps) {
	const over = onPlay ? aidsOver(view) : null;
	return (
		<>
			<p className="over t2">{over ?? "For the last third. Say that a change is no sign of a mistake."}</p>
			<ul className="lines">
				{view.brief.twists.map((twist, index) => {
					const no = index + 1;
					const played = view.twists.find((card) => card.no === no);
					return (
						<li key={twist.text} className="withdeed">
							<span>
								{twist.text}{" "}
								<span className="muted">Tests {twist.tests.map((id) => stepOf(id).short).join(", ")}.</span>
							</span>
							{played ? (
								<Done words={`Played at ${noteTime(played, view.startedAt)}`} />
							) : (
								onPlay &&
								view.phase !== "lobby" && (
									<Button
										size="sm"
										disabled={over !== null}
										label={`Play card: ${twist.text}`}
										onClick={() => onPlay(no)}
									>
										Play card
									</Button>
								)
							)}
						</li>
					);
				})}
			</ul>
		</>
	);
}
