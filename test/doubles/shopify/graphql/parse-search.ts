export interface SearchTerm {
  /** `default` for a bare word. */
  field: string;
  comparator: "=" | "<" | "<=" | ">" | ">=";
  value: string;
  /** Whether the value ends in `*`. */
  prefix: boolean;
}

/** A parsed query in Shopify's search syntax. */
export type Search =
  | { kind: "term"; term: SearchTerm }
  | { kind: "not"; of: Search }
  | { kind: "all" | "any"; of: Search[] };

const TOKEN =
  /(?<open>\()|(?<close>\))|(?<minus>-(?=\S))|(?:(?<field>[A-Za-z_]+):(?<comparator><=|>=|<|>)?)?(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"'()]+))|\S/g;

type Token = { text: string; groups: Record<string, string | undefined> };

/**
 * Parses a query: terms that must all match, `OR` between alternatives, `-` or `NOT` for negation, and
 * parentheses. As recorded, nothing is rejected: unmatched parentheses and quotation marks are ignored.
 */
export function parseSearch(query: string): Search {
  const tokens = [...query.matchAll(TOKEN)].map(({ 0: text, groups = {} }) => ({ text, groups }));
  const parser = new Parser(tokens);
  const parts = [parser.alternatives()];
  while (!parser.atEnd) {
    parser.skip();
    parts.push(parser.alternatives());
  }
  return simplest("all", parts);
}

class Parser {
  #at = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  skip(): void {
    this.#at += 1;
  }

  /** Parses up to a closing parenthesis or the end. */
  alternatives(): Search {
    const groups = [this.#group()];
    while (this.#takes("OR")) groups.push(this.#group());
    return simplest("any", groups);
  }

  #group(): Search {
    const parts: Search[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token || token.groups["close"] || token.text === "OR") return simplest("all", parts);
      const part = this.#part();
      if (part) parts.push(part);
    }
  }

  #part(): Search | undefined {
    if (this.#takes("AND")) return undefined;
    if (this.#takes("NOT") || this.#takes("-")) {
      const of = this.atEnd ? undefined : this.#part();
      return of && { kind: "not", of };
    }
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token?.groups["open"]) {
      const inner = this.alternatives();
      this.#takes(")");
      return inner;
    }
    return token && termOf(token);
  }

  #takes(text: string): boolean {
    if (this.#tokens[this.#at]?.text !== text) return false;
    this.#at += 1;
    return true;
  }
}

/** Undefined for an unmatched quotation mark. */
function termOf({ groups }: Token): Search | undefined {
  const value = groups["double"] ?? groups["single"] ?? groups["bare"];
  if (value === undefined) return undefined;
  const term: SearchTerm = {
    field: groups["field"] ?? "default",
    comparator: (groups["comparator"] as SearchTerm["comparator"] | undefined) ?? "=",
    value: value.replace(/\*$/, ""),
    prefix: value.endsWith("*"),
  };
  return { kind: "term", term };
}

function simplest(kind: "all" | "any", of: Search[]): Search {
  const said = of.filter((one) => one.kind === "term" || one.kind === "not" || one.of.length > 0);
  const [only, ...more] = said;
  return only && more.length === 0 ? only : { kind, of: said };
}

/** The fields in a query. */
export function fieldsOf(search: Search): string[] {
  if (search.kind === "term") return [search.term.field];
  return search.kind === "not" ? fieldsOf(search.of) : search.of.flatMap(fieldsOf);
}
