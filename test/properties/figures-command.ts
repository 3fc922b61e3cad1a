import fc from "fast-check";

/** Actions of merchants, shoppers and the clock. Numbers are indexes modulo the number of items. */
export type FiguresCommand =
  | { do: "import"; pool: number; codes: number; people: number[]; repeat: boolean }
  | { do: "assign"; pool: number; people: number[]; source: "api" | "manual" }
  | { do: "campaign"; pool: number; people: number[]; nobody: boolean; repeat: boolean }
  | { do: "release"; which: number }
  | { do: "void"; pool: number; which: number }
  | { do: "order"; codes: number[]; buyer: number; test: boolean; yen: boolean }
  | { do: "cancel" | "refund" | "take-off"; which: number; part: boolean }
  | { do: "archive"; pool: number; stays: boolean }
  | { do: "expire"; hours: number };

/** Index of a pool: two static ones and a shared one. */
const pool = fc.nat({ max: 2 });
const which = fc.nat({ max: 30 });
const people = fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 4 });

const command = (name: FiguresCommand["do"], parts: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ do: fc.constant(name), ...parts }) as fc.Arbitrary<FiguresCommand>;

export const figuresCommand: fc.Arbitrary<FiguresCommand> = fc.oneof(
  {
    weight: 2,
    arbitrary: command("import", {
      pool: fc.nat({ max: 1 }),
      codes: fc.integer({ min: 1, max: 4 }),
      people: fc.array(fc.nat({ max: 5 }), { maxLength: 2 }),
      repeat: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: command("assign", { pool, people, source: fc.constantFrom("api", "manual") }),
  },
  {
    weight: 2,
    arbitrary: command("campaign", {
      pool,
      people,
      nobody: fc.boolean(),
      repeat: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: command("release", { which }) },
  { weight: 1, arbitrary: command("void", { pool: fc.nat({ max: 1 }), which }) },
  {
    weight: 5,
    arbitrary: command("order", {
      codes: fc.uniqueArray(which, { minLength: 1, maxLength: 2 }),
      buyer: fc.nat({ max: 5 }),
      test: fc.integer({ min: 1, max: 6 }).map((n) => n === 1),
      yen: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: command("cancel", { which, part: fc.constant(false) }) },
  { weight: 1, arbitrary: command("refund", { which, part: fc.boolean() }) },
  { weight: 1, arbitrary: command("take-off", { which, part: fc.constant(false) }) },
  { weight: 1, arbitrary: command("archive", { pool, stays: fc.boolean() }) },
  { weight: 1, arbitrary: command("expire", { hours: fc.integer({ min: 1, max: 40 }) }) },
);
