"use client";
// A page that broke. Says so, keeps the way back open; what went wrong is in the server's log under the number shown.
import { Broken } from "#components/ui/broken.tsx";

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
	return <Broken report={error.digest ?? null} />;
}
