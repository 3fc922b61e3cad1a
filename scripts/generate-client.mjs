// Generates the Prisma client after an install. The CLI requires a DATABASE_URL although it doesn't
// connect. Without one, it would try to download an engine.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";

const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
execFileSync(process.execPath, [prisma, "generate"], {
  stdio: "inherit",
  env: { ...process.env, DATABASE_URL: process.env.DATABASE_URL ?? "postgres://127.0.0.1/none" },
});
