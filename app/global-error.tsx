"use client";
// The last resort: the frame itself broke, so this brings its own.
import "#components/ui/tokens.css";
import "#components/ui/ui.css";
import { Broken } from "#components/ui/broken.tsx";

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
	return (
		<html lang="en">
			<head>
				<title>Something broke · Boardwalk</title>
			</head>
			<body>
				<Broken report={error.digest ?? null} />
			</body>
		</html>
	);
}
