// How Next builds and serves the pages. Ports, sockets, headers and the recording download are server/http.ts's.
import { networkInterfaces } from "node:os";

const isDevelopment = process.env.NODE_ENV === "development";

/** @type {import("next").NextConfig} */
const config = {
	// a folder of its own, or a build beside it kills the development server
	distDir: isDevelopment ? ".next-dev" : ".next",
	// one copy of these, shared with the server around Next
	serverExternalPackages: ["yjs", "y-protocols", "lib0", "pg", "pino", "better-auth"],
	// people open a development server by this machine's addresses, too
	allowedDevOrigins: Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.map((address) => address.address),
	// `npm test` and `npm run check` look at types; a start does not pay for it again
	typescript: { ignoreBuildErrors: true },
	poweredByHeader: false,
	reactStrictMode: true,
	devIndicators: false,
	// a request's path may hold a link's token
	logging: { incomingRequests: false },
	async headers() {
		return [
			{
				// the version is part of the path
				source: "/tldraw/:path*",
				headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }],
			},
		];
	},
};

export default config;
