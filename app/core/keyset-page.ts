/** Position of a page: `after` or `before` the row of a cursor; with neither, the first page. */
export interface KeysetQuery<Cursor> {
  after?: Cursor;
  before?: Cursor;
  /** Rows per page. */
  limit: number;
}

/** Cursors of the neighboring pages; null if there is none. */
export interface KeysetEnds<Cursor> {
  before: Cursor | null;
  after: Cursor | null;
}

/**
 * Query parts for one page of a list sorted in the order `listed`: cursor and limit as parameters,
 * comparison and sort order as SQL. A page before a cursor is read backwards.
 */
export function keysetScan<Cursor>(
  { after, before, limit }: KeysetQuery<Cursor>,
  listed: "ASC" | "DESC",
) {
  const ascending = (listed === "ASC") === (before === undefined);
  return {
    cursor: before ?? after ?? null,
    /** One more than the page has, to detect a further page. */
    limit: limit + 1,
    beyond: ascending ? ">" : "<",
    direction: ascending ? "ASC" : "DESC",
  } as const;
}

/** Builds the page from the rows that `keysetScan` read. `cursorOf` returns a row's cursor. */
export function keysetPage<Row, Cursor, Asked>(
  { after, before, limit }: KeysetQuery<Asked>,
  read: readonly Row[],
  cursorOf: (row: Row) => Cursor,
): { rows: Row[] } & KeysetEnds<Cursor> {
  const backwards = before !== undefined;
  const more = read.length > limit;
  const rows = read.slice(0, limit);
  if (backwards) rows.reverse();
  const [first] = rows;
  const last = rows.at(-1);
  return {
    rows,
    before: first && (backwards ? more : after !== undefined) ? cursorOf(first) : null,
    after: last && (backwards || more) ? cursorOf(last) : null,
  };
}
