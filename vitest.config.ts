import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/setup/longest-first";

const setup = "test/setup/fail-on-console-error.ts";

/**
 * Needs a process of its own, because it replaces a module. All others share a process with one
 * another, which saves them most of their imports.
 */
const isolated = ["test/integration/admin/admin-fuzz.test.ts"];

// A test waits for a state and not for a time: only what never ends reaches these limits, also on a
// machine that is busy with other work. The first browser test waits for the app to be built. One
// worker more than a small machine has cores: each of them waits for the database, a browser or a
// process of the app half of its time.
const limits = { testTimeout: 180_000, hookTimeout: 600_000, maxWorkers: 3, retry: 0 };

export default defineConfig({
  test: {
    globalSetup: ["test/setup/build-functions.ts", "test/setup/start-database.ts"],
    sequence: { sequencer: LongestFirst },
    maxWorkers: limits.maxWorkers,
    // Each project transforms what it imports: so a module is transformed once for all of them.
    experimental: { fsModuleCache: true },
    projects: [
      {
        test: {
          ...limits,
          name: "shared",
          include: ["{app,dev,test}/**/*.test.ts"],
          exclude: isolated,
          isolate: false,
          unstubGlobals: true,
          globalSetup: [
            "test/setup/build-functions.ts",
            "test/setup/start-database.ts",
            "test/browser/share-stack.ts",
          ],
          setupFiles: [setup, "test/setup/leave-globals-alone.ts", "test/setup/say-what-failed.ts"],
        },
      },
      {
        test: {
          ...limits,
          name: "extensions",
          include: ["extensions/**/*.test.ts"],
          // Extensions run in a page. Shopify's tester replaces globals, so a file has a process.
          environment: "happy-dom",
          server: { deps: { inline: [/@shopify\/ui-extensions-tester/] } },
          setupFiles: [setup],
        },
      },
      {
        test: {
          ...limits,
          name: "isolated",
          include: isolated,
          setupFiles: [setup],
        },
      },
    ],
  },
});
