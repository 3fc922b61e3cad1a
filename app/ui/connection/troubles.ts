import type { Trouble } from "./patient-fetch";

export type Troubles = readonly Trouble[];

/** The page's failed requests, for the banner. */
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
      const others = troubles.filter((trouble) => trouble.requestId !== requestId);
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

/** The store of this page. It stays empty on the server, which renders no banner. */
export const pageTroubles = createTroubleStore();
