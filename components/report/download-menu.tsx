"use client";
// Ways to take a report along: one HTML file, Markdown with its pictures, paper. What makes the files is fetched when it is first wanted.
// A draft is no report yet: it can be printed, and has no download.
import { DropdownMenu as Radix } from "radix-ui";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon, type IconName } from "#components/ui/icons.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { NotLoaded, orNotLoaded } from "#components/ui/use-later.ts";
import type { FullReport } from "#core/report.ts";
import type { BoardPictures } from "./use-board-pictures.tsx";
import type { FinalBoard } from "./use-final-board.ts";

interface DownloadMenuProps {
	report: FullReport;
	board: FinalBoard;
	pictures: BoardPictures;
}

const FORMATS: readonly { format: "html" | "markdown"; icon: IconName; name: string; words: string }[] = [
	{ format: "html", icon: "download", name: "One HTML file", words: "reads without a network" },
	{ format: "markdown", icon: "download", name: "Markdown with pictures", words: "a .zip" },
];

export function DownloadMenu({ report, board, pictures }: DownloadMenuProps) {
	const [busy, setBusy] = useState(false);
	const say = useToast();
	const save = async (format: "html" | "markdown") => {
		setBusy(true);
		try {
			const { saveReport } = await orNotLoaded(import("./save-report.ts"));
			await saveReport({ format, report, board, picture: pictures.light });
		} catch (error) {
			console.error("a report could not be saved", error);
			say(error instanceof NotLoaded ? error.message : "The file could not be made. Try again.");
		}
		setBusy(false);
	};
	const waits = board.state === "loading" || pictures.light.state === "making";
	return (
		<Radix.Root>
			<Radix.Trigger asChild>
				<Button icon="download" busy={busy} busyLabel="Making it…">
					Download
				</Button>
			</Radix.Trigger>
			<Radix.Portal>
				<Radix.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
					{report.stage === "draft" ? (
						<Radix.Item disabled>
							<Icon name="lock" />
							Files come with publishing
						</Radix.Item>
					) : (
						FORMATS.map(({ format, icon, name, words }) => (
							<Radix.Item key={format} disabled={waits} onSelect={() => void save(format)}>
								<Icon name={icon} />
								<span className="grow">{name}</span>
								<span className="muted">{waits ? "the board is on its way" : words}</span>
							</Radix.Item>
						))
					)}
					<Radix.Separator className="line" />
					<Radix.Item onSelect={() => setTimeout(() => window.print(), PRINT_AFTER_MS)}>
						<Icon name="note" />
						Print
					</Radix.Item>
				</Radix.Content>
			</Radix.Portal>
		</Radix.Root>
	);
}

/** The menu is gone by then. */
const PRINT_AFTER_MS = 200;
