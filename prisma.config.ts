import { defineConfig } from "prisma/config";
import { migrationAdapter } from "./app/database/migration-adapter.server";

/** Prisma's own engines are downloads; the JavaScript engine with a driver adapter needs none. */
export default defineConfig({
  schema: "prisma/schema.prisma",
  experimental: { adapter: true },
  engine: "js",
  adapter: async () => migrationAdapter(process.env["DATABASE_URL"] ?? ""),
});
