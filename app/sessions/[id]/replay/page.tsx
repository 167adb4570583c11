// The replay of a session. Who may watch it, and what of it, is decided where the recording is downloaded.
import type { Metadata } from "next";
import { Replay } from "#components/replay/replay.tsx";
import { env } from "#server/env.ts";

export const metadata: Metadata = { title: "Replay" };
// the licence key is read when the page is asked for, not when it was built
export const dynamic = "force-dynamic";

export default async function ReplayPage({ params }: { params: Promise<{ id: string }> }) {
	const { id } = await params;
	return <Replay key={id} sessionId={id} licenseKey={env().tldrawLicenseKey} />;
}
