/**
 * Lets at most `most` pieces of work of one key be under way at a time; the others wait for their
 * turn, first come first served. What fails or succeeds makes room alike.
 */
export function keyedSemaphore(
  most: number,
): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const waiting = new Map<string, (() => void)[]>();
  const running = new Map<string, number>();

  async function enter(key: string): Promise<void> {
    const busy = running.get(key) ?? 0;
    if (busy < most) {
      running.set(key, busy + 1);
      return;
    }
    const line = waiting.get(key) ?? [];
    waiting.set(key, line);
    // Whoever leaves hands the place over: the number of those running stays the same.
    await new Promise<void>((resolve) => line.push(resolve));
  }

  function leave(key: string): void {
    const next = waiting.get(key)?.shift();
    if (next) {
      next();
      return;
    }
    waiting.delete(key);
    const busy = (running.get(key) ?? 1) - 1;
    if (busy === 0) running.delete(key);
    else running.set(key, busy);
  }

  return async (key, work) => {
    await enter(key);
    try {
      return await work();
    } finally {
      leave(key);
    }
  };
}
