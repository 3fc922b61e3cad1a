import { expect } from "vitest";
import type { DiscountTerms } from "../../../../app/platform/discount-terms";
import type { AddedCodes, Platform, PlatformDiscount } from "../../../../app/platform/platform";
import type { TestDriver } from "./test-driver";

type Outcome<Value> = { ok: true; value: Value } | { ok: false; failure: unknown };

/** The value of a successful result. Throws if it is a failure. */
export function successOf<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`Failed: ${JSON.stringify(outcome.failure)}`);
  return outcome.value;
}

/** Asserts that a result is a failure of this kind. */
export function expectFailure(outcome: Outcome<unknown>, kind: string): void {
  expect(outcome).toMatchObject({ ok: false, failure: { kind } });
}

/** Terms of a plain 10% discount, with overrides. */
export const terms = (different: Partial<DiscountTerms> = {}): DiscountTerms => ({
  title: "Ten percent",
  value: { kind: "percentage", percent: 10 },
  items: { kind: "all" },
  minimum: null,
  customers: { kind: "all" },
  oncePerCustomer: false,
  usageLimit: null,
  combinesWith: { product: false, order: false, shipping: false },
  startsAt: "2026-01-01T00:00:00Z",
  endsAt: null,
  ...different,
});

/** Creates a discount with its first code. */
export const discountWith = async (
  platform: Platform,
  firstCode = "FIRST",
  different: Partial<DiscountTerms> = {},
): Promise<PlatformDiscount> =>
  successOf(await platform.createDiscount(terms(different), firstCode));

/** Adds codes, lets the platform finish and returns the outcome. */
export async function addAll(
  driver: TestDriver,
  discountId: string,
  codes: readonly string[],
  options?: { codeIds: boolean },
): Promise<AddedCodes> {
  const platform = driver.open();
  const { additionId } = successOf(await platform.addCodes(discountId, codes));
  await driver.finishWork();
  const additions = successOf(await platform.readAdditions([additionId], options));
  const addition = additions.get(additionId);
  if (!addition) throw new Error("The platform does not know its addition");
  return addition;
}

export const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_none, at) => `${prefix}-${at}`);

/** Reads all pages of a paged query. */
export async function everyPage<Page extends { nextCursor: string | null }>(
  read: (cursor: string | null) => Promise<Outcome<Page>>,
): Promise<Page[]> {
  const pages = [successOf(await read(null))];
  for (let cursor = pages[0]?.nextCursor; cursor; cursor = pages.at(-1)?.nextCursor) {
    pages.push(successOf(await read(cursor)));
  }
  return pages;
}
