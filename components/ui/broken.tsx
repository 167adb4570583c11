"use client";
// "Something broke on our side", with the way back. The report number is the server's for the same fault, if it has one.
import { useState } from "react";
import { Button } from "./button.tsx";
import { copyText } from "./copy-text.ts";
import { Planks } from "./planks.tsx";

export function Broken({ report }: { report: string | null }) {
	const [copied, setCopied] = useState(false);
	return (
		<main className="state-page">
			<div className="card state" role="alert">
				<Planks look="broken" />
				<h1>Something broke on our side</h1>
				<p>What was saved is safe. Reloading takes you back to the same place.</p>
				<div className="row">
					<Button tone="primary" onClick={() => window.location.reload()}>
						Reload
					</Button>
					{report !== null && (
						<Button tone="quiet" onClick={async () => setCopied(await copyText(report))}>
							{copied ? "Copied" : "Copy the report number"}
						</Button>
					)}
				</div>
			</div>
		</main>
	);
}
