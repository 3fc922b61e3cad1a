import type { Plan } from "../shops/shop";

/** The basic data of a seeded shop. */
export interface Profile {
  domain: string;
  name: string;
  currency: string;
  timeZone: string;
  country: string;
  plan: Plan;
  email: string;
  owner: { firstName: string; lastName: string };
  /** The seed of its random data. */
  chance: number;
}

/** A coffee roastery in Leipzig with an online store. */
export const demoStore: Profile = {
  domain: "demo-store.myshopify.com",
  name: "Lindenhof Kaffee",
  currency: "EUR",
  timeZone: "Europe/Berlin",
  country: "DE",
  plan: "Advanced",
  email: "owner@lindenhof-kaffee.example",
  owner: { firstName: "Hanna", lastName: "Brandt" },
  chance: 20_261,
};

/** Another merchant, who must never see the first one's data. */
export const otherStore: Profile = {
  domain: "other-store.myshopify.com",
  name: "Hudson & Pine",
  currency: "USD",
  timeZone: "America/New_York",
  country: "US",
  plan: "Basic",
  email: "owner@hudson-and-pine.example",
  owner: { firstName: "Marcus", lastName: "Reed" },
  chance: 40_522,
};
