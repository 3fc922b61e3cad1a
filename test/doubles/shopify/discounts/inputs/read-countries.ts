import { notInSandbox, objectOf } from "./input-context";
import { refuseOverlap } from "./read-ids";

/** Reads the countries with free shipping: country codes, or null for all. */
export function readCountries(value: unknown, before: string[] | null): string[] | null {
  const input = objectOf(value);
  if (value == null || (input["all"] !== true && input["countries"] == null)) return before;
  if (input["all"] === true) return null;
  const countries = objectOf(input["countries"]);
  if (countries["includeRestOfWorld"] === true) throw notInSandbox("rest of the world");
  const list = (name: string): string[] => (countries[name] ?? []) as string[];
  const removed = new Set(list("remove"));
  refuseOverlap("Country", list("add"), removed);
  return [...new Set([...(before ?? []), ...list("add")])].filter((one) => !removed.has(one));
}
