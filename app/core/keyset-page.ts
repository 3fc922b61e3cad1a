/** Where a page of a list begins: `after` the row of a cursor or `before` it; with neither, at the first row. */
export interface KeysetQuery<Cursor> {
  after?: Cursor;
  before?: Cursor;
  /** Rows per page. */
  limit: number;
}

/** Cursors of the neighboring pages; null where there is none. */
export interface KeysetEnds<Cursor> {
  before: Cursor | null;
  after: Cursor | null;
}

/**
 * What a statement needs to read one page of a list whose rows are `listed` in this order: the cursor and
 * the rows to read as parameters, the comparison with the cursor and the order as SQL. A page before a
 * cursor is read from its end.
 */
export function keysetScan<Cursor>(
  { after, before, limit }: KeysetQuery<Cursor>,
  listed: "ASC" | "DESC",
) {
  const ascending = (listed === "ASC") === (before === undefined);
  return {
    cursor: before ?? after ?? null,
    /** One more than the page has: it tells whether there is another page. */
    limit: limit + 1,
    beyond: ascending ? ">" : "<",
    direction: ascending ? "ASC" : "DESC",
  } as const;
}

/** Makes the page of the rows that `keysetScan` read. `cursorOf`: the cursor of a row. */
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
