import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type KeysetQuery, keysetPage, keysetScan } from "./keyset-page";

/** A list in memory that reads what the scan says, as a statement would. */
function open(ids: readonly number[], listed: "ASC" | "DESC") {
  return (query: KeysetQuery<number>) => {
    const { cursor, limit, beyond, direction } = keysetScan(query, listed);
    const rows = ids
      .filter((id) => cursor === null || (beyond === ">" ? id > cursor : id < cursor))
      .sort((a, b) => (direction === "ASC" ? a - b : b - a))
      .slice(0, limit);
    return keysetPage(query, rows, (id) => id);
  };
}

describe("a list in pages", () => {
  it("shows each row once on the way down, and the same pages on the way up", () => {
    const lists = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 40 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 9 }), fc.boolean(), (ids, limit, ascending) => {
        const read = open(ids, ascending ? "ASC" : "DESC");
        const down = [read({ limit })];
        for (let at = down[0]?.after; at; at = down.at(-1)?.after) {
          down.push(read({ limit, after: at }));
        }
        const inOrder = ids.toSorted((a, b) => (ascending ? a - b : b - a));
        expect(down.flatMap(({ rows }) => rows)).toEqual(inOrder);
        expect(down[0]?.before).toBeNull();

        const up = [down.at(-1)];
        for (let at = up[0]?.before; at; at = up[0]?.before) {
          up.unshift(read({ limit, before: at }));
        }
        expect(up.map((page) => page?.rows)).toEqual(down.map(({ rows }) => rows));
      }),
    );
  });

  it("has no neighbors where it is empty", () => {
    expect(open([], "ASC")({ limit: 5, after: 7 })).toEqual({
      rows: [],
      before: null,
      after: null,
    });
  });
});
