import { GraphQLError } from "graphql";
import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { parseGid } from "../shops/gid";
import { parseSearch, type Search, type SearchTerm } from "./parse-search";

type Match<T> = (item: T, term: SearchTerm) => boolean;

/** Supported search terms by field name. `default` is for bare words. */
export type SearchTerms<T> = Readonly<Record<string, Match<T>>>;

/**
 * The items that match a `query` argument. Shopify ignores unknown terms with a warning. Here, they are
 * an error, because otherwise a test could pass on a search that finds everything.
 */
export function searchItems<T extends { id: string }>(
  items: readonly T[],
  query: unknown,
  terms: SearchTerms<T>,
): readonly T[] {
  if (!isSearch(query)) return items;
  const known: SearchTerms<T> = { id: matchId, ...terms };
  const fits = (search: Search): ((item: T) => boolean) => {
    if (search.kind === "term") {
      const match = known[search.term.field];
      if (!match) throw notSearchable(query, search.term.field);
      return (item) => match(item, search.term);
    }
    if (search.kind === "not") {
      const unwanted = fits(search.of);
      return (item) => !unwanted(item);
    }
    const parts = search.of.map(fits);
    return search.kind === "all"
      ? (item) => parts.every((part) => part(item))
      : (item) => parts.some((part) => part(item));
  };
  return items.filter(fits(parseSearch(query)));
}

/** Whether a `query` argument contains a search. */
export const isSearch = (query: unknown): query is string =>
  typeof query === "string" && query.trim() !== "";

/**
 * Shopify's search index lags: new objects are available by ID but not yet in search (recorded for
 * customers, products and discounts).
 */
export const isIndexed =
  (sandbox: Sandbox) =>
  ({ createdAt }: { createdAt: number }): boolean =>
    createdAt + sandbox.world.pace.searchMs <= now(sandbox);

const notSearchable = (query: string, field: string): GraphQLError =>
  new GraphQLError(
    `The sandbox doesn't support ${field === "default" ? "bare words" : `the search term '${field}'`} here (in query '${query}')`,
    { extensions: { code: "SANDBOX_DOES_NOT_ANSWER" } },
  );

const matchId = (item: { id: string }, term: SearchTerm): boolean =>
  compare(Number(BigInt(item.id) - BigInt(parseGid(term.value)?.number ?? term.value)), 0, term);

/** Matches the whole value, ignoring case. A `*` at the end matches any ending. */
export const wholeText =
  <T>(read: (item: T) => readonly (string | null)[]): Match<T> =>
  (item, term) =>
    read(item).some((text) => text !== null && textFits(text.toLowerCase(), term));

/** Matches if every word of the term is among the words of the text, as in titles and names. */
export const wordsOf =
  <T>(read: (item: T) => readonly (string | null)[]): Match<T> =>
  (item, term) => {
    const words = read(item).flatMap((text) => split(text ?? ""));
    return split(term.value).every((wanted, index, all) =>
      words.some((word) =>
        textFits(word, { ...term, value: wanted, prefix: term.prefix && index === all.length - 1 }),
      ),
    );
  };

const split = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}@._+-]+/gu) ?? [];

const textFits = (text: string, term: SearchTerm): boolean =>
  term.value
    .toLowerCase()
    .split(",")
    .some((wanted) => (term.prefix ? text.startsWith(wanted) : text === wanted));

export const numberOf =
  <T>(read: (item: T) => number): Match<T> =>
  (item, term) =>
    compare(read(item), Number(term.value), term);

/** Compares times. A date means its start in UTC. A null time matches no comparison. */
export const timeOf =
  <T>(read: (item: T) => number | null): Match<T> =>
  (item, term) => {
    const wanted = Date.parse(term.value);
    if (Number.isNaN(wanted)) throw new GraphQLError(`Invalid time '${term.value}' in query`);
    const time = read(item);
    return time !== null && compare(time, wanted, term);
  };

function compare(own: number, wanted: number, { comparator }: SearchTerm): boolean {
  switch (comparator) {
    case ">":
      return own > wanted;
    case ">=":
      return own >= wanted;
    case "<":
      return own < wanted;
    case "<=":
      return own <= wanted;
    case "=":
      return own === wanted;
  }
}
