"use client";
// The final board beside the reference design, and what the board tells. Either can be made as wide as the page. On paper and in the
// downloads the board is the picture on white.
import { type ReactNode, useMemo, useState } from "react";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { measureBoard, measureWords } from "#core/final-board.ts";
import { GROUP_NAMES, groupOf, legendOf, linkLegend, referenceDrawing } from "#core/reference-drawing.ts";
import type { FullReport } from "#core/report.ts";
import { clockAt, momentPath } from "#core/report-words.ts";
import { DrawingView } from "./drawing-view.tsx";
import type { BoardPicture, BoardPictures } from "./use-board-pictures.tsx";
import type { FinalBoard } from "./use-final-board.ts";

interface BoardsProps {
	report: FullReport;
	board: FinalBoard;
	pictures: BoardPictures;
}

type Which = "final" | "reference";

export function Boards({ report, board, pictures }: BoardsProps) {
	const [large, setLarge] = useState<Which | null>(null);
	const end = report.endedAt ?? report.startedAt;
	const frame = (which: Which, title: string, words: string) => ({
		...{ title, words, large: large === which },
		onLarge: () => setLarge(large === which ? null : which),
	});
	return (
		<section className="boards" aria-label="Boards">
			<Frame {...frame("final", `Final board, ${clockAt(end, report)}`, "")}>
				<FinalPicture board={board} pictures={pictures} />
				<p className="onscreen">
					<LinkButton size="sm" icon="play" href={momentPath({ at: end, shapes: [] }, report)}>
						Replay at the end
					</LinkButton>
				</p>
				<Measures report={report} board={board} />
			</Frame>
			<Frame {...frame("reference", "Reference design", "one good answer among several")}>
				<ReferenceDesign reference={report.reference} />
			</Frame>
		</section>
	);
}

interface FrameProps {
	title: string;
	words: string;
	large: boolean;
	onLarge(): void;
	children: ReactNode;
}

function Frame({ title, words, large, onLarge, children }: FrameProps) {
	return (
		<figure className={large ? "card large" : "card"}>
			<figcaption className="row">
				<span className="grow">
					{title} {words !== "" && <span className="muted">{words}</span>}
				</span>
				<Button
					className="onscreen hide-md"
					size="sm"
					tone="quiet"
					icon="fit"
					aria-pressed={large}
					onClick={onLarge}
					label={`${title}: as wide as the page`}
				>
					{large ? "Smaller" : "Larger"}
				</Button>
			</figcaption>
			{children}
		</figure>
	);
}

function FinalPicture({ board, pictures }: { board: FinalBoard; pictures: BoardPictures }) {
	const { shown, light } = pictures;
	return (
		<>
			<div className="boardpic onscreen">
				<Picture picture={shown} />
				{board.state === "failed" && (
					<Button size="sm" onClick={board.retry}>
						Try again
					</Button>
				)}
			</div>
			<div className="boardpic onpaper">
				<Picture picture={light} />
			</div>
		</>
	);
}

function Picture({ picture }: { picture: BoardPicture }) {
	switch (picture.state) {
		case "made":
			// biome-ignore lint/performance/noImgElement: made in this browser, there is nothing to optimise
			return <img src={picture.address} alt="The board at the end of the interview" />;
		case "making":
			return (
				<p className="muted" role="status">
					Laying out the board
				</p>
			);
		case "nothing":
			return <p className="muted">Nothing was drawn.</p>;
		default:
			return <p className="muted">The board could not be shown. The replay has it.</p>;
	}
}

function Measures({ report, board }: Omit<BoardsProps, "pictures">) {
	const measures = useMemo(
		() => (board.state === "ready" ? measureWords(measureBoard(board.records, board.madeAt, report), report) : null),
		[board, report],
	);
	if (!measures) return null;
	return (
		<>
			<dl className="measures">
				{measures.map(({ name, value, words }) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>
							<b>{value}</b> <span className="muted">{words}</span>
						</dd>
					</div>
				))}
			</dl>
			<p className="muted">Estimates from the words on boxes; they enter no score.</p>
		</>
	);
}

function ReferenceDesign({ reference }: { reference: FullReport["reference"] }) {
	const drawing = useMemo(() => referenceDrawing(reference), [reference]);
	const legend = useMemo(() => legendOf(reference), [reference]);
	const labelOf = new Map(reference.nodes.map(({ id, label }) => [id, label]));
	return (
		<>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls sideways, also by keyboard */}
			<section className="refpic" tabIndex={0} aria-label="Drawing of the reference design">
				<DrawingView drawing={drawing} />
			</section>
			<ul className="reflegend" aria-label="Colours and lines">
				{legend.groups.map((group) => (
					<li key={group}>
						<i style={{ background: `var(--ink-${group}-tint)`, borderColor: `var(--ink-${group})` }} />
						{GROUP_NAMES[group]}
					</li>
				))}
				{legend.links.map((style) => {
					const { name, stroke, dash } = linkLegend(style);
					return (
						<li key={style}>
							<svg viewBox="0 0 24 8" aria-hidden="true">
								<path d="M0 4H24" style={{ stroke: `var(--ink-${stroke})` }} strokeWidth="2" strokeDasharray={dash} />
							</svg>
							{name}
						</li>
					);
				})}
			</ul>
			<details className="refwords">
				<summary>As a list</summary>
				<ul className="plainlist">
					{reference.nodes.map(({ id, label, kind }) => {
						const to = reference.edges.filter((edge) => edge.from === id);
						return (
							<li key={id}>
								<b>{label}</b> <span className="muted">{GROUP_NAMES[groupOf(kind)].toLowerCase()}</span>
								{to.length > 0 &&
									`, to ${to
										.map((edge) => `${labelOf.get(edge.to) ?? edge.to}${edge.label ? ` (${edge.label})` : ""}`)
										.join(", ")}`}
							</li>
						);
					})}
				</ul>
			</details>
		</>
	);
}
