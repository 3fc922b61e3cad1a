import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { FoundCode } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import { discountStatus } from "../discounts/discount-status";
import type { SendRequest } from "../graphql/admin-client.server";
import { inGroups } from "../graphql/in-groups";
import { graphql } from "../graphql/operation";
import { readCodeIds } from "./read-code-ids.server";

/**
 * Many codes per call. `discountNodes(query: "code:X OR …")` would be cheaper, but doesn't find
 * codes of discounts that have more than one (recorded). The lookup by code finds every code.
 */
const findCodesQuery = graphql(
  `query FindCodes(
    $c0: String!, $c1: String!, $c2: String!, $c3: String!, $c4: String!,
    $c5: String!, $c6: String!, $c7: String!, $c8: String!, $c9: String!,
    $c10: String!, $c11: String!, $c12: String!, $c13: String!, $c14: String!,
    $c15: String!, $c16: String!, $c17: String!, $c18: String!, $c19: String!,
    $c20: String!, $c21: String!, $c22: String!, $c23: String!, $c24: String!
  ) {
    c0: codeDiscountNodeByCode(code: $c0) { ...Found }
    c1: codeDiscountNodeByCode(code: $c1) { ...Found }
    c2: codeDiscountNodeByCode(code: $c2) { ...Found }
    c3: codeDiscountNodeByCode(code: $c3) { ...Found }
    c4: codeDiscountNodeByCode(code: $c4) { ...Found }
    c5: codeDiscountNodeByCode(code: $c5) { ...Found }
    c6: codeDiscountNodeByCode(code: $c6) { ...Found }
    c7: codeDiscountNodeByCode(code: $c7) { ...Found }
    c8: codeDiscountNodeByCode(code: $c8) { ...Found }
    c9: codeDiscountNodeByCode(code: $c9) { ...Found }
    c10: codeDiscountNodeByCode(code: $c10) { ...Found }
    c11: codeDiscountNodeByCode(code: $c11) { ...Found }
    c12: codeDiscountNodeByCode(code: $c12) { ...Found }
    c13: codeDiscountNodeByCode(code: $c13) { ...Found }
    c14: codeDiscountNodeByCode(code: $c14) { ...Found }
    c15: codeDiscountNodeByCode(code: $c15) { ...Found }
    c16: codeDiscountNodeByCode(code: $c16) { ...Found }
    c17: codeDiscountNodeByCode(code: $c17) { ...Found }
    c18: codeDiscountNodeByCode(code: $c18) { ...Found }
    c19: codeDiscountNodeByCode(code: $c19) { ...Found }
    c20: codeDiscountNodeByCode(code: $c20) { ...Found }
    c21: codeDiscountNodeByCode(code: $c21) { ...Found }
    c22: codeDiscountNodeByCode(code: $c22) { ...Found }
    c23: codeDiscountNodeByCode(code: $c23) { ...Found }
    c24: codeDiscountNodeByCode(code: $c24) { ...Found }
  }
  fragment Found on DiscountCodeNode {
    id
    codeDiscount {
      __typename
      ... on DiscountCodeBasic { title status }
      ... on DiscountCodeBxgy { title status }
      ... on DiscountCodeFreeShipping { title status }
      ... on DiscountCodeApp { title status }
    }
  }`,
  { cost: 50 },
);
const codesPerCall = 25;

/**
 * Looks up codes in the whole shop. The result is keyed by lowercase code. IDs cost another call.
 */
export async function findCodes(
  send: SendRequest,
  codes: readonly string[],
  { codeIds }: { codeIds: boolean } = { codeIds: true },
): Promise<Result<Map<string, FoundCode>, PlatformFailure>> {
  const keys = [...new Set(codes.map((code) => code.toLowerCase()))];
  const found = new Map<string, FoundCode>();
  for (const group of inGroups(keys, codesPerCall)) {
    const response = await send(findCodesQuery, asVariables(group));
    if (!response.ok) return response;
    group.forEach((key, place) => {
      const node = response.value[`c${place}` as keyof typeof response.value];
      if (!node) return;
      const { title, status } = node.codeDiscount;
      found.set(key, {
        discountId: node.id,
        discountTitle: title,
        discountStatus: discountStatus[status],
        platformCodeId: null,
      });
    });
  }
  if (!codeIds) return success(found);
  const ids = await readCodeIds(send, found);
  if (!ids.ok) return ids;
  for (const [key, place] of found) place.platformCodeId = ids.value.get(key) ?? null;
  return success(found);
}

type Places = NonNullable<(typeof findCodesQuery)["types"]>["variables"];

/** Variables `c0` to `c24`, padded with empty codes, which find nothing. */
const asVariables = (codes: readonly string[]): Places =>
  Object.fromEntries(
    Array.from({ length: codesPerCall }, (_, place) => [`c${place}`, codes[place] ?? ""]),
  ) as Places;
