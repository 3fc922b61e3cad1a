import type { Trouble } from "./patient-fetch";

export type Troubles = readonly Trouble[];

/** The failed requests of the page, for the banner that tells of them. */
export interface TroubleStore {
  report(requestId: string, trouble: Trouble | null): void;
  subscribe(listener: () => void): () => void;
  current(): Troubles;
}

const none: Troubles = [];

function createTroubleStore(): TroubleStore {
  let troubles = none;
  const listeners = new Set<() => void>();
  return {
    report: (requestId, trouble) => {
      const others = troubles.filter((one) => one.requestId !== requestId);
      if (!trouble && others.length === troubles.length) return;
      troubles = trouble ? [...others, trouble] : others;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: () => troubles,
  };
}

/** The store of this page. The server draws no banner, so there it stays empty. */
export const pageTroubles = createTroubleStore();
