import { keyedSemaphore } from "../core/keyed-semaphore";

/** Requests of one store that run at once: a crowd there leaves the database to the others. */
const running = 4;
/** Requests of one store that may wait. More couldn't be answered before their pages give up. */
const waiting = 400;

/** Runs requests of each store a few at a time. */
export interface StoreSlots {
  /** Resolves undefined, without running `work`, if too many requests of the store are waiting. */
  run<T>(store: string, work: () => Promise<T>): Promise<T | undefined>;
}

export function storeSlots(): StoreSlots {
  const limit = keyedSemaphore(running);
  const present = new Map<string, number>();
  return {
    run: async (store, work) => {
      const others = present.get(store) ?? 0;
      if (others >= running + waiting) return undefined;
      present.set(store, others + 1);
      try {
        return await limit(store, work);
      } finally {
        const left = (present.get(store) ?? 1) - 1;
        if (left === 0) present.delete(store);
        else present.set(store, left);
      }
    },
  };
}
