import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { AddedCodes } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { gidNumber } from "../graphql/gid";
import { inGroups } from "../graphql/in-groups";
import { graphql } from "../graphql/operation";
import { rejectionOf } from "./rejection-of";

/**
 * A list of objects costs as much as a single one (recorded: `nodes(ids: [4 ids]) {id}` costs 1),
 * so the status of 250 additions costs 1 point. Shopify's limit is 250 IDs per list.
 */
const additionsQuery = graphql(
  `query ReadAdditions($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on DiscountRedeemCodeBulkCreation { id done failedCount }
    }
  }`,
  { cost: 1 },
);
const idsPerCall = 250;

/** Limited by response size: 20 additions with 250 codes are half a megabyte. */
const addedCodesQuery = graphql(
  `query ReadAddedCodes($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on DiscountRedeemCodeBulkCreation {
        id
        codes(first: 250) {
          nodes {
            code
            errors { message }
            discountRedeemCode { id }
          }
        }
      }
    }
  }`,
  { cost: 36 },
);
const additionsPerCall = 20;

/**
 * Reads the status of additions. Reads codes only for additions with failures, or if their IDs are
 * wanted.
 */
export async function readAdditions(
  send: SendRequest,
  additionIds: readonly string[],
  { codeIds }: { codeIds: boolean },
): Promise<Result<Map<string, AddedCodes>, PlatformFailure>> {
  const additions = new Map<string, AddedCodes>();
  const toRead: string[] = [];
  for (const ids of inGroups(additionIds.filter(isAdditionId), idsPerCall)) {
    const response = await send(additionsQuery, { ids });
    if (!response.ok) return response;
    for (const node of response.value.nodes) {
      if (node?.__typename !== "DiscountRedeemCodeBulkCreation") continue;
      additions.set(node.id, { done: node.done, refused: [], added: [] });
      if (node.done && (codeIds || node.failedCount > 0)) toRead.push(node.id);
    }
  }
  for (const ids of inGroups(toRead, additionsPerCall)) {
    const response = await send(addedCodesQuery, { ids });
    if (!response.ok) return response;
    for (const node of response.value.nodes) {
      if (node?.__typename !== "DiscountRedeemCodeBulkCreation") continue;
      additions.set(node.id, { done: true, ...sortCodes(node.codes.nodes) });
    }
  }
  return success(additions);
}

interface ReadCode {
  code: string;
  errors: readonly { message: string }[];
  discountRedeemCode: { id: string } | null;
}

function sortCodes(codes: readonly ReadCode[]): Pick<AddedCodes, "refused" | "added"> {
  const sorted: Pick<AddedCodes, "refused" | "added"> = { refused: [], added: [] };
  for (const { code, errors, discountRedeemCode } of codes) {
    const platformCodeId = gidNumber(discountRedeemCode?.id ?? "", "DiscountRedeemCode");
    // Neither: the code was added and has been removed since.
    if (errors[0]) sorted.refused.push({ code, reason: rejectionOf(errors[0].message) });
    else if (platformCodeId) sorted.added.push({ code, platformCodeId });
  }
  return sorted;
}

const isAdditionId = (id: string): boolean =>
  gidNumber(id, "DiscountRedeemCodeBulkCreation") !== undefined;
