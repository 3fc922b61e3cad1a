import { GraphQLError } from "graphql";
import type { Answer, Args } from "./context";
import { readCursor, writeCursor } from "./cursor";
import { type SearchTerms, searchItems } from "./search-items";
import { comparePlaces, type Placed, type SortKeys, sortItems } from "./sort-items";

const LARGEST_PAGE = 250;

export interface ConnectionSource<T extends { id: string }> {
  /** Of the nodes: `Customer`. */
  type: string;
  items: readonly T[];
  present: (item: T) => Answer;
  sortKeys?: SortKeys<T>;
  /** What `query` may ask for. Without it, `query` is refused. */
  search?: SearchTerms<T>;
}

/** A page of the items, as the connection's arguments ask for it. */
export function connection<T extends { id: string }>(
  args: Args,
  source: ConnectionSource<T>,
): Answer {
  refuseSavedSearch(args);
  const size = pageSize(args);
  const found = searchItems(source.items, args["query"], source.search ?? {});
  const sortKey = typeof args["sortKey"] === "string" ? args["sortKey"] : undefined;
  const sorted = sortItems(found, source.sortKeys ?? {}, sortKey, args["reverse"] === true);
  const [start, end] = pageBounds(sorted, args, size);
  const page = sorted.slice(start, end);
  const cursorOf = (place: Placed<T> | undefined): string | null =>
    place ? writeCursor(place) : null;
  return {
    __typename: `${source.type}Connection`,
    nodes: () => page.map(({ item }) => source.present(item)),
    edges: () =>
      page.map((place) => ({
        __typename: `${source.type}Edge`,
        cursor: writeCursor(place),
        node: () => source.present(place.item),
      })),
    pageInfo: {
      __typename: "PageInfo",
      hasNextPage: end < sorted.length,
      hasPreviousPage: start > 0,
      startCursor: cursorOf(page[0]),
      endCursor: cursorOf(page.at(-1)),
    },
  };
}

export function refuseSavedSearch(args: Args): void {
  if (typeof args["savedSearchId"] !== "string") return;
  throw new GraphQLError("The sandbox has no saved searches yet", {
    extensions: { code: "SANDBOX_DOES_NOT_ANSWER" },
  });
}

function pageSize({ first, last }: Args): { first?: number; last?: number } {
  const isFirst = typeof first === "number";
  const isLast = typeof last === "number";
  if (!isFirst && !isLast) throw refusal("you must provide one of first or last");
  if (isFirst && isLast) throw refusal("providing both first and last is not supported");
  const [name, size] = isFirst ? (["first", first] as const) : (["last", Number(last)] as const);
  if (size < 0) throw refusal(`${name} cannot be less than zero`);
  if (size > LARGEST_PAGE) throw refusal(`${name} cannot exceed ${LARGEST_PAGE}`);
  return { [name]: size };
}

const refusal = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });

function pageBounds<T>(
  sorted: readonly Placed<T>[],
  args: Args,
  { first, last }: { first?: number; last?: number },
): [start: number, end: number] {
  const sortsBy = typeof sorted[0]?.value === "string" ? "string" : "number";
  const after = sorted.length > 0 ? readCursor(args["after"], sortsBy) : undefined;
  const before = sorted.length > 0 ? readCursor(args["before"], sortsBy) : undefined;
  const direction = args["reverse"] === true ? -1 : 1;
  const indexOr = (index: number): number => (index === -1 ? sorted.length : index);
  const from = after
    ? indexOr(sorted.findIndex((one) => comparePlaces(one, after) * direction > 0))
    : 0;
  const to = before
    ? indexOr(sorted.findIndex((one) => comparePlaces(one, before) * direction >= 0))
    : sorted.length;
  if (first !== undefined) return [from, Math.max(from, Math.min(to, from + first))];
  return [Math.max(from, to - (last ?? 0)), Math.max(from, to)];
}
