// The frame of every page: fonts from our own origin, tokens and controls, the theme before the first paint, toasts.
import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "@fontsource-variable/atkinson-hyperlegible-mono/wght.css";
import "#components/ui/tokens.css";
import "#components/ui/ui.css";
import "#components/ui/menu.css";
import "#components/ui/room.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { themeScript } from "#components/ui/theme-script.ts";
import { ToastProvider } from "#components/ui/toast.tsx";

export const metadata: Metadata = {
	title: { default: "Boardwalk", template: "%s · Boardwalk" },
	description: "Practise machine-learning system design interviews with a person, on one board.",
	robots: { index: false },
	referrer: "same-origin",
};

export const viewport: Viewport = {
	themeColor: [
		{ media: "(prefers-color-scheme: light)", color: "#fbfbf9" },
		{ media: "(prefers-color-scheme: dark)", color: "#1a1f22" },
	],
};

export default function RootLayout({ children }: { children: ReactNode }) {
	return (
		<html lang="en" suppressHydrationWarning>
			<head>
				<script>{themeScript}</script>
			</head>
			<body>
				<ToastProvider>{children}</ToastProvider>
			</body>
		</html>
	);
}
