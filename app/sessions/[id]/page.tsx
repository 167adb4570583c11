// The room of a session. The page itself knows nothing of it: who may see what comes over the socket, so a title or a
// preview cannot tell the question.
import type { Metadata } from "next";
import { Room } from "#components/session/room.tsx";
import { env } from "#server/env.ts";

export const metadata: Metadata = { title: "Interview" };
// the licence key is read when the page is asked for, not when it was built
export const dynamic = "force-dynamic";

export default async function SessionPage({ params }: { params: Promise<{ id: string }> }) {
	const { id } = await params;
	return <Room sessionId={id} licenseKey={env().tldrawLicenseKey} />;
}
