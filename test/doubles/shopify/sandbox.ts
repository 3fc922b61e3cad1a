import type { Followers } from "./clock/followers";
import type { FunctionHost } from "./functions/function-host";
import type { FunctionRun } from "./functions/function-run";
import type { Bucket } from "./graphql/leaky-bucket";
import type { RequestLogEntry } from "./graphql/request-log";
import type { Settings } from "./settings";
import type { World } from "./state/world";

/**
 * The context of every part of the sandbox. Only `world` is kept between starts. The rest belongs to
 * the running process.
 */
export interface Sandbox {
  readonly settings: Settings;
  world: World;
  readonly followers: Followers;
  readonly buckets: Map<string, Bucket>;
  readonly requests: RequestLogEntry[];
  readonly functionHost: FunctionHost;
  /** The latest runs of functions, oldest first. */
  readonly functionRuns: FunctionRun[];
  /** Wakes the task runner. Call this after adding a task or moving the clock. */
  wakeTasks: () => void;
  /** Resolves when no due task is pending or running. */
  settle: () => Promise<void>;
  /** Schedules saving the state, if there is a state file. */
  saveSoon: () => void;
}
