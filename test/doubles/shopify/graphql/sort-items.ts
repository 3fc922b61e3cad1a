import { compareIds } from "./compare-ids";

type SortValue = string | number;

/** What a `sortKey` orders by. Equal values are ordered by id. */
export type SortKeys<T> = Readonly<Record<string, (item: T, index: number) => SortValue>>;

export interface Place {
  value: SortValue;
  id: string;
}

export type Placed<T> = Place & { item: T };

/** The items in order, each with the place it has there. `sortKey` undefined keeps their order. */
export function sortItems<T extends { id: string }>(
  items: readonly T[],
  sortKeys: SortKeys<T>,
  sortKey: string | undefined,
  reverse: boolean,
): Placed<T>[] {
  const read = sortKey === undefined ? byIndex : { ID: byId, ...sortKeys }[sortKey];
  if (!read) throw new Error(`The sandbox does not sort by ${sortKey} here yet`);
  return items
    .map((item, index) => ({ item, value: read(item, index), id: item.id }))
    .sort((a, b) => comparePlaces(a, b) * (reverse ? -1 : 1));
}

const byIndex = (_item: unknown, index: number): SortValue => index;

// The id decides where values are equal, so that there is nothing left to compare by.
const byId = (): SortValue => 0;

export function comparePlaces(a: Place, b: Place): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return compareIds(a.id, b.id);
}
