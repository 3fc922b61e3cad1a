import { createContext, type ReactNode, useContext } from "react";

/** What screens need to know about the shop to format amounts and dates. */
export interface ShopFacts {
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  timeZone: string;
  /** The platform's name, as merchants know it. */
  platform: string;
  /** When the page was rendered. The same on the server and in the browser. */
  now: Date;
}

const Facts = createContext<ShopFacts | null>(null);

export function ShopFactsProvider({ facts, children }: { facts: ShopFacts; children: ReactNode }) {
  return <Facts.Provider value={facts}>{children}</Facts.Provider>;
}

/** The facts of the current shop. Throws outside the app's frame. */
export function useShopFacts(): ShopFacts {
  const facts = useContext(Facts);
  if (!facts) throw new Error("A screen outside the app's frame.");
  return facts;
}
