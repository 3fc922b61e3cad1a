import fc from "fast-check";
import type { ShopContext } from "../../app/core/ids";

/** What happened so far in one shop, as seen by its callers. */
export interface Fixture {
  shop: ShopContext;
  pools: number[];
  /** Completed imports; `pool` is the pool's ID. */
  imports: { pool: number; batchId: number }[];
  assigned: { id: number; poolId: number; code: string }[];
  /** The assignments returned for each idempotency key. There must be only one. */
  answers: Map<string, Set<number>>;
  /** Number of codes ever added. */
  added: number;
}

/**
 * `pool`, `which`: an index modulo the number of items when the command runs. `pause`: milliseconds
 * between inserting an import's codes and updating the totals.
 */
export type Command =
  | { do: "assign"; pool: number; people: number[]; key: number | null }
  | { do: "release"; which: number[] }
  | { do: "redeem"; which: number }
  | {
      do: "import";
      pool: number;
      count: number;
      days: number | null;
      hours: number | null;
      pause: number;
    }
  | { do: "undo"; which: number }
  | { do: "add"; pool: number; count: number }
  | { do: "void"; pool: number; which: number[] }
  | { do: "wait"; hours: number }
  | { do: "expire"; hours: number };

const pool = fc.nat({ max: 2 });
const which = fc.nat({ max: 30 });

/** One action of a person, a job or an API client. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("assign" as const),
      pool,
      people: fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 5 }),
      key: fc.option(fc.nat({ max: 5 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("release" as const),
      which: fc.array(which, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("redeem" as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("import" as const),
      pool,
      count: fc.integer({ min: 1, max: 5 }),
      days: fc.option(fc.integer({ min: 1, max: 2 })),
      hours: fc.option(fc.integer({ min: 1, max: 48 })),
      pause: fc.nat({ max: 10 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("undo" as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("add" as const),
      pool,
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("void" as const),
      pool,
      which: fc.array(which, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      hours: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("expire" as const),
      hours: fc.integer({ min: 0, max: 30 }),
    }),
  },
);
