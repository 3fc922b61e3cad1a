import type { Sandbox } from "../sandbox";
import { seedWorld } from "../seed/seed-world";
import { emptyWorld } from "../state/world";

/** Resets everything, including the clock, and seeds the sandbox again. */
export async function resetSandbox(sandbox: Sandbox, size: "small" | "demo"): Promise<void> {
  // Wait for running tasks, so they can't affect the new state.
  sandbox.world.tasks = [];
  await sandbox.settle();
  sandbox.world = emptyWorld();
  sandbox.buckets.clear();
  sandbox.requests.length = 0;
  sandbox.functionRuns.length = 0;
  seedWorld(sandbox, size);
  await sandbox.followers.tell(0);
  sandbox.wakeTasks();
  sandbox.saveSoon();
}
