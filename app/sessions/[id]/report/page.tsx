// The report of a session. Who may read it, and what of it, is decided where it is fetched.
import type { Metadata } from "next";
import { Report } from "#components/report/report.tsx";
import { env } from "#server/env.ts";

export const metadata: Metadata = { title: "Report" };
// the licence key is read when the page is asked for, not when it was built
export const dynamic = "force-dynamic";

export default async function ReportPage({ params }: { params: Promise<{ id: string }> }) {
	const { id } = await params;
	return <Report key={id} sessionId={id} licenseKey={env().tldrawLicenseKey} />;
}
