import type { Sandbox } from "../sandbox";
import { seedWorld } from "../seed/seed-world";
import { emptyWorld } from "../state/world";

/** Forgets everything, clock included, and seeds afresh. */
export async function resetSandbox(sandbox: Sandbox, size: "small" | "demo"): Promise<void> {
  // Nothing of the old world may still be on its way into the new one.
  sandbox.world.tasks = [];
  await sandbox.settle();
  sandbox.world = emptyWorld();
  sandbox.buckets.clear();
  sandbox.requests.length = 0;
  seedWorld(sandbox, size);
  await sandbox.followers.tell(0);
  sandbox.wakeTasks();
  sandbox.saveSoon();
}
