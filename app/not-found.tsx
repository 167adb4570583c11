// An address that leads nowhere, or to a session of which one is no part: both look the same.

import type { Metadata } from "next";
import { AppBar } from "#components/ui/app-bar.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Planks } from "#components/ui/planks.tsx";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
	return (
		<>
			<AppBar nav="none" />
			<main className="state-page">
				<div className="card state">
					<Planks look="ghost" />
					<h1>There is nothing at this address</h1>
					<p>
						Either it never existed, it was deleted, or you are not part of it in this browser. Open the link that you
						were sent.
					</p>
					<LinkButton href="/">My sessions</LinkButton>
				</div>
			</main>
		</>
	);
}
