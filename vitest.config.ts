import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["app/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: ["test/setup/start-database.ts"],
    setupFiles: ["test/setup/fail-on-console-error.ts"],
    // A browser test opens pages of a whole running sandbox.
    testTimeout: 60_000,
    // The first of those that need it builds the app.
    hookTimeout: 300_000,
    maxWorkers: 2,
    retry: 0,
  },
});
