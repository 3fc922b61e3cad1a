import pLimit from "p-limit";

/**
 * Runs at most `concurrency` pieces of work per key at a time; the rest wait, first come first served. Failed
 * work frees its slot too. p-limit alone has one queue. This keeps one per key, and drops it when idle.
 */
export function keyedSemaphore(
  concurrency: number,
): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const limits = new Map<string, ReturnType<typeof pLimit>>();

  return async (key, work) => {
    const limit = limits.get(key) ?? pLimit(concurrency);
    limits.set(key, limit);
    try {
      return await limit(work);
    } finally {
      if (limit.activeCount + limit.pendingCount === 0 && limits.get(key) === limit)
        limits.delete(key);
    }
  };
}
