// The page behind an invite link. Opening it has no effect (chat previews fetch links): what it leads to is asked by the
// page itself. Title and preview say nothing of the session.

import type { Metadata } from "next";
import { Join } from "#components/join/join.tsx";

export const metadata: Metadata = {
	title: "Join an interview",
	description: "You are invited to Boardwalk, a whiteboard for mock interviews.",
	referrer: "no-referrer",
};
export const dynamic = "force-dynamic";

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
	const { token } = await params;
	return <Join token={decodeURIComponent(token)} />;
}
