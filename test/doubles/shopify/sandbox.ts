import type { Followers } from "./clock/followers";
import type { Bucket } from "./graphql/leaky-bucket";
import type { RequestLogEntry } from "./graphql/request-log";
import type { Settings } from "./settings";
import type { World } from "./state/world";

/**
 * What every part of the sandbox works with. `world` is all that is kept between starts; the rest
 * belongs to the running process.
 */
export interface Sandbox {
  readonly settings: Settings;
  world: World;
  readonly followers: Followers;
  readonly buckets: Map<string, Bucket>;
  readonly requests: RequestLogEntry[];
  /** Wakes the runner of timed work: call it after adding a task or moving the clock. */
  wakeTasks: () => void;
  /** Resolves when nothing that is due is waiting or running. */
  settle: () => Promise<void>;
  /** Writes the state soon, if there is a state file. */
  saveSoon: () => void;
}
