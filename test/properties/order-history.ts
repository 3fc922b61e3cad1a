import fc from "fast-check";

/** `which` is an index modulo the number of orders when the step runs. */
export type OrderStep =
  | { do: "place"; codes: number[]; buyer: number; paid: boolean; test: boolean; abroad: boolean }
  | { do: "pay"; which: number }
  | { do: "edit"; which: number }
  | { do: "cancel"; which: number }
  | { do: "refund"; which: number; whole: boolean }
  | { do: "wait"; seconds: number };

const which = fc.nat({ max: 5 });
const step = (name: string, weight: number, parts: Record<string, fc.Arbitrary<unknown>>) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(name), ...parts }) as fc.Arbitrary<OrderStep>,
});

const orderStep: fc.Arbitrary<OrderStep> = fc.oneof(
  step("place", 5, {
    codes: fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 2 }),
    buyer: fc.nat({ max: 3 }),
    paid: fc.boolean(),
    abroad: fc.boolean(),
    test: fc.integer({ min: 1, max: 8 }).map((n) => n === 1),
  }),
  step("pay", 2, { which }),
  step("edit", 1, { which }),
  step("cancel", 2, { which }),
  step("refund", 3, { which, whole: fc.boolean() }),
  step("wait", 2, { seconds: fc.integer({ min: 1, max: 90 }) }),
);

/** Sort positions at which the n-th webhook is delivered; empty if it is lost. */
export type Fate = number[];

/** One in ten is lost, a third is delivered more than once, in any order. */
const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Fate>([]) },
  { weight: 6, arbitrary: fc.array(fc.nat(), { minLength: 1, maxLength: 1 }) },
  { weight: 3, arbitrary: fc.array(fc.nat(), { minLength: 2, maxLength: 3 }) },
);

export interface OrderHistory {
  policy: "keep" | "reissue" | "restore";
  /** Whether the discount lets a code be used again. */
  usableAgain: boolean;
  steps: OrderStep[];
  /** Indexed modulo their number. */
  fates: Fate[];
  /** Number of webhooks delivered concurrently while the worker runs. */
  together: number;
}

export const orderHistory: fc.Arbitrary<OrderHistory> = fc.record({
  policy: fc.constantFrom("keep", "reissue", "restore"),
  usableAgain: fc.boolean(),
  steps: fc.array(orderStep, { minLength: 2, maxLength: 9 }),
  fates: fc.array(fate, { minLength: 20, maxLength: 20 }),
  together: fc.integer({ min: 1, max: 6 }),
});
