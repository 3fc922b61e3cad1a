import { GraphQLError } from "graphql";
import { firstFrom } from "./compare-ids";
import type { Args, ResponseObject } from "./context";
import { readCursor, writeCursor } from "./cursor";
import { isSearch, type SearchTerms, searchItems } from "./search-items";
import { comparePlaces, type Placed, type SortKeys, sortItems } from "./sort-items";

const MAX_PAGE_SIZE = 250;

export interface ConnectionSource<T extends { id: string }> {
  /** The type of the nodes, such as `Customer`. */
  type: string;
  items: readonly T[];
  /** Whether the items are sorted by ID, so a page of a million needs no sorting. */
  ascending?: boolean;
  present: (item: T) => ResponseObject;
  sortKeys?: SortKeys<T>;
  /** The search terms of `query`. Without them, `query` is rejected. */
  search?: SearchTerms<T>;
  /** Whether search finds the item already; see `isIndexed`. Default: always. */
  searchable?: (item: T) => boolean;
}

/** A page of the items according to the connection's arguments. */
export function connection<T extends { id: string }>(
  args: Args,
  source: ConnectionSource<T>,
): ResponseObject {
  refuseSavedSearch(args);
  const size = pageSize(args);
  const items = isSearch(args["query"])
    ? source.items.filter(source.searchable ?? (() => true))
    : source.items;
  const found = searchItems(items, args["query"], source.search ?? {});
  const sortKey = typeof args["sortKey"] === "string" ? args["sortKey"] : undefined;
  const page =
    source.ascending && (sortKey === undefined || ID_ORDERS.includes(sortKey))
      ? pageById(found, args, size)
      : pageBySort(
          sortItems(found, source.sortKeys ?? {}, sortKey, args["reverse"] === true),
          args,
          size,
        );
  return present(source, page);
}

// Later items have higher IDs, and without a search all are equally relevant.
const ID_ORDERS = ["ID", "CREATED_AT", "RELEVANCE"];

interface Page<T> {
  places: Placed<T>[];
  before: boolean;
  after: boolean;
}

function present<T extends { id: string }>(
  source: ConnectionSource<T>,
  page: Page<T>,
): ResponseObject {
  const { places } = page;
  const cursorOf = (place: Placed<T> | undefined): string | null =>
    place ? writeCursor(place) : null;
  return {
    __typename: `${source.type}Connection`,
    nodes: () => places.map(({ item }) => source.present(item)),
    edges: () =>
      places.map((place) => ({
        __typename: `${source.type}Edge`,
        cursor: writeCursor(place),
        node: () => source.present(place.item),
      })),
    pageInfo: {
      __typename: "PageInfo",
      hasNextPage: page.after,
      hasPreviousPage: page.before,
      startCursor: cursorOf(places[0]),
      endCursor: cursorOf(places.at(-1)),
    },
  };
}

export function refuseSavedSearch(args: Args): void {
  if (typeof args["savedSearchId"] !== "string") return;
  throw new GraphQLError("The sandbox doesn't support saved searches yet", {
    extensions: { code: "SANDBOX_DOES_NOT_ANSWER" },
  });
}

function pageSize({ first, last }: Args): Size {
  const isFirst = typeof first === "number";
  const isLast = typeof last === "number";
  if (!isFirst && !isLast) throw refusal("you must provide one of first or last");
  if (isFirst && isLast) throw refusal("providing both first and last is not supported");
  const [name, size] = isFirst ? (["first", first] as const) : (["last", Number(last)] as const);
  if (size < 0) throw refusal(`${name} cannot be less than zero`);
  if (size > MAX_PAGE_SIZE) throw refusal(`${name} cannot exceed ${MAX_PAGE_SIZE}`);
  return { [name]: size };
}

const refusal = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });

interface Size {
  first?: number;
  last?: number;
}

/** The start and end index of a page within the range between the cursors. */
function cut(from: number, to: number, { first, last }: Size): [start: number, end: number] {
  if (first !== undefined) return [from, Math.max(from, Math.min(to, from + first))];
  return [Math.max(from, to - (last ?? 0)), Math.max(from, to)];
}

function pageById<T extends { id: string }>(items: readonly T[], args: Args, size: Size): Page<T> {
  const total = items.length;
  const reverse = args["reverse"] === true;
  const after = total > 0 ? readCursor(args["after"], "number")?.id : undefined;
  const before = total > 0 ? readCursor(args["before"], "number")?.id : undefined;
  const place = (id: string, where: "at" | "above"): number =>
    reverse
      ? total - firstFrom(items, id, where === "at" ? "above" : "at")
      : firstFrom(items, id, where);
  const from = after === undefined ? 0 : place(after, "above");
  const to = before === undefined ? total : place(before, "at");
  const [start, end] = cut(from, to, size);
  const page = reverse
    ? items.slice(total - end, total - start).reverse()
    : items.slice(start, end);
  return {
    places: page.map((item) => ({ item, id: item.id, value: 0 })),
    before: start > 0,
    after: end < total,
  };
}

function pageBySort<T>(sorted: readonly Placed<T>[], args: Args, size: Size): Page<T> {
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
  const [start, end] = cut(from, to, size);
  return { places: sorted.slice(start, end), before: start > 0, after: end < sorted.length };
}
