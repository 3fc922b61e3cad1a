import type { Args } from "../../graphql/context";
import { parseGid } from "../../shops/gid";
import { badRequest, type InputContext, refuse } from "./input-context";

interface IdList {
  /** The name in error messages, such as `Product`. */
  what: string;
  path: readonly string[];
  input: Args;
  add: string;
  remove: string;
  before: readonly string[];
  exists: (number: string) => boolean;
}

/** Applies added and removed IDs to a list. Rejects IDs that don't exist. */
export function readIds(reading: InputContext, list: IdList): string[] {
  const added = numbers(list.input[list.add]);
  for (const number of added) {
    if (list.exists(number)) continue;
    refuse(reading, list.path, `${list.what} with id: ${number} is invalid`, "INVALID");
  }
  const removed = new Set(numbers(list.input[list.remove]));
  refuseOverlap(list.what, added, removed);
  return [...new Set([...list.before, ...added])].filter((number) => !removed.has(number));
}

/** Recorded for customers, products, collections and countries: the whole request is rejected. */
export function refuseOverlap(
  what: string,
  added: readonly string[],
  removed: ReadonlySet<string>,
): void {
  if (!added.some((one) => removed.has(one))) return;
  throw badRequest(`The same ${what} id is present in both 'add' and 'remove' fields`);
}

const numbers = (ids: unknown): string[] =>
  Array.isArray(ids) ? ids.map((id) => parseGid(String(id))?.number ?? "") : [];
