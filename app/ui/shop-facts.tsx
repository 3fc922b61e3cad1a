import { createContext, type ReactNode, useContext } from "react";

/** What every screen needs to know about the shop to write amounts and days. */
export interface ShopFacts {
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  timeZone: string;
  /** What merchants call the shop system. */
  platform: string;
  /** When the page was made: the same on the server and in the browser. */
  now: Date;
}

const Facts = createContext<ShopFacts | null>(null);

export function ShopFactsProvider({ facts, children }: { facts: ShopFacts; children: ReactNode }) {
  return <Facts.Provider value={facts}>{children}</Facts.Provider>;
}

export function useShopFacts(): ShopFacts {
  const facts = useContext(Facts);
  if (!facts) throw new Error("A screen outside the app's frame.");
  return facts;
}
