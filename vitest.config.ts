import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/setup/longest-first";

const setup = "test/setup/fail-on-console-error.ts";

/**
 * Files that share a process with others, which saves them most of their imports: those that leave
 * `fetch` and `Date` as they are. The preload of the sandbox replaces both.
 */
const shared = [
  "app/**/*.test.ts",
  "test/{factories,setup}/**/*.test.ts",
  "test/integration/{alerts,api,assignments,audit,campaigns,codes,explanations,mail,pools,privacy,webhooks}/**/*.test.ts",
  "test/integration/supply/!(at-the-shop).test.ts",
];

/** Stories of the whole product: one stack for all of them, and each has a store of its own. */
const browser = ["test/browser/*.test.ts"];

// A test waits for a state and not for a time: only what never ends reaches these limits, also on a
// machine that is busy with other work. The first browser test waits for the app to be built.
const limits = { testTimeout: 180_000, hookTimeout: 600_000, maxWorkers: 2, retry: 0 };

export default defineConfig({
  test: {
    globalSetup: ["test/setup/start-database.ts"],
    sequence: { sequencer: LongestFirst },
    maxWorkers: limits.maxWorkers,
    projects: [
      {
        test: {
          ...limits,
          name: "shared",
          include: shared,
          isolate: false,
          unstubGlobals: true,
          setupFiles: [setup, "test/setup/leave-globals-alone.ts"],
        },
      },
      {
        test: {
          ...limits,
          name: "browser",
          include: browser,
          isolate: false,
          globalSetup: ["test/setup/start-database.ts", "test/browser/share-stack.ts"],
          setupFiles: [setup, "test/setup/leave-globals-alone.ts"],
        },
      },
      {
        test: {
          ...limits,
          name: "isolated",
          include: ["test/**/*.test.ts"],
          exclude: [...shared, ...browser],
          setupFiles: [setup],
        },
      },
    ],
  },
});
