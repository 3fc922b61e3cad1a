import { GraphQLError } from "graphql";

export interface SearchTerm {
  /** `default` for a word without a field. */
  field: string;
  comparator: "=" | "<" | "<=" | ">" | ">=";
  value: string;
  /** Written with a `*` at its end. */
  prefix: boolean;
  negated: boolean;
}

const TERM = /\s*(-)?(?:([A-Za-z_]+):(<=|>=|<|>)?)?(?:"([^"]*)"|'([^']*)'|([^\s"'()]+))(?=\s|$)/y;

/**
 * Shopify's search syntax without parentheses: terms that must all fit, in groups between `OR` of
 * which one must.
 */
export function parseSearch(query: string): SearchTerm[][] {
  const groups: SearchTerm[][] = [[]];
  let negateNext = false;
  const text = query.trimEnd();
  TERM.lastIndex = 0;
  while (TERM.lastIndex < text.length) {
    const match = TERM.exec(text);
    if (!match) throw new GraphQLError(`The sandbox cannot read the query '${query}'`);
    const [, minus, field, comparator, double, single, bare] = match;
    if (!field && !minus && isJoint(bare)) {
      if (bare === "OR") groups.push([]);
      negateNext = bare === "NOT";
      continue;
    }
    const value = double ?? single ?? bare ?? "";
    groups.at(-1)?.push({
      field: field ?? "default",
      comparator: (comparator as SearchTerm["comparator"] | undefined) ?? "=",
      value: value.replace(/\*$/, ""),
      prefix: value.endsWith("*"),
      negated: negateNext || minus !== undefined,
    });
    negateNext = false;
  }
  return groups;
}

const isJoint = (word: string | undefined): boolean =>
  word === "OR" || word === "AND" || word === "NOT";
