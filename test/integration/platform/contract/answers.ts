import { expect } from "vitest";
import type { DiscountTerms } from "../../../../app/platform/discount-terms";
import type { AddedCodes, Platform, PlatformDiscount } from "../../../../app/platform/platform";
import type { TestDriver } from "./test-driver";

type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: unknown };

/** The value of an answer that must not be a failure. */
export function successOf<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(`Failed: ${JSON.stringify(answer.failure)}`);
  return answer.value;
}

/** That an answer is a failure of this kind. */
export function expectFailure(answer: Answer<unknown>, kind: string): void {
  expect(answer).toMatchObject({ ok: false, failure: { kind } });
}

/** Terms of a plain discount of ten percent, with what is different. */
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

/** A discount with its first code. */
export const discountWith = async (
  platform: Platform,
  firstCode = "FIRST",
  different: Partial<DiscountTerms> = {},
): Promise<PlatformDiscount> =>
  successOf(await platform.createDiscount(terms(different), firstCode));

/** Adds codes, lets the platform work them off and tells what became of them. */
export async function addAll(
  witness: TestDriver,
  discountId: string,
  codes: readonly string[],
  options?: { codeIds: boolean },
): Promise<AddedCodes> {
  const platform = witness.open();
  const { additionId } = successOf(await platform.addCodes(discountId, codes));
  await witness.finishWork();
  const additions = successOf(await platform.readAdditions([additionId], options));
  const addition = additions.get(additionId);
  if (!addition) throw new Error("The platform does not know its addition");
  return addition;
}

export const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_none, at) => `${prefix}-${at}`);

/** Everything that a paged question answers, from its first page to its last. */
export async function everyPage<Page extends { nextCursor: string | null }>(
  read: (cursor: string | null) => Promise<Answer<Page>>,
): Promise<Page[]> {
  const pages = [successOf(await read(null))];
  for (let cursor = pages[0]?.nextCursor; cursor; cursor = pages.at(-1)?.nextCursor) {
    pages.push(successOf(await read(cursor)));
  }
  return pages;
}
