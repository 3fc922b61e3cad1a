import { compareIds } from "./compare-ids";

type SortValue = string | number;

/** The value for each `sortKey`. Equal values are ordered by ID. */
export type SortKeys<T> = Readonly<Record<string, (item: T, index: number) => SortValue>>;

export interface Place {
  value: SortValue;
  id: string;
}

export type Placed<T> = Place & { item: T };

/** Sorts the items and adds their positions. Without a `sortKey`, keeps their order. */
export function sortItems<T extends { id: string }>(
  items: readonly T[],
  sortKeys: SortKeys<T>,
  sortKey: string | undefined,
  reverse: boolean,
): Placed<T>[] {
  const read = sortKey === undefined ? byIndex : { ID: byId, ...sortKeys }[sortKey];
  if (!read) throw new Error(`The sandbox doesn't support sorting by ${sortKey} here yet`);
  return items
    .map((item, index) => ({ item, value: read(item, index), id: item.id }))
    .sort((a, b) => comparePlaces(a, b) * (reverse ? -1 : 1));
}

const byIndex = (_item: unknown, index: number): SortValue => index;

// A constant, because equal values are ordered by ID anyway.
const byId = (): SortValue => 0;

export function comparePlaces(a: Place, b: Place): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return compareIds(a.id, b.id);
}
