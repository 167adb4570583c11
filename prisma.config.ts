// Prisma's command line reads this; the server itself connects through server/db/client.ts.
import { defineConfig } from "prisma/config";

export default defineConfig({
	schema: "prisma/schema.prisma",
	migrations: { path: "prisma/migrations" },
	datasource: { url: process.env.DATABASE_URL ?? "postgresql://unset" },
});
