import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { PlatformGuard, StoredText } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";
import { functionHandle, guardNodeId } from "./guard-id";

const guardQuery = graphql(
  `query ReadGuard($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on DiscountAutomaticNode {
        id
        automaticDiscount { __typename ... on DiscountAutomaticApp { status } }
        config: metafield(namespace: "$app:guard", key: "config") { value compareDigest }
        messages: metafield(namespace: "$app:guard", key: "messages") { value compareDigest }
      }
    }
  }`,
  { cost: 4 },
);

/**
 * Search finds a new discount only after a while (recorded), so the newest discounts are read without
 * a search as well: a guard whose creation wasn't confirmed is one of them.
 */
const findQuery = graphql(
  `query FindGuard {
    shopifyFunctions(first: 50) { nodes { id handle } }
    newest: discountNodes(first: 50, reverse: true, sortKey: CREATED_AT) { nodes { ...Backed } }
    automatic: discountNodes(first: 50, query: "method:automatic AND discount_type:app") {
      nodes { ...Backed }
    }
  }
  fragment Backed on DiscountNode {
    id
    discount {
      __typename
      ... on DiscountAutomaticApp { appDiscountType { functionId } }
    }
  }`,
  { cost: 55 },
);

/** Reads the guard with this ID. Without one, or if it's gone, looks for any guard of the app. */
export async function readGuard(
  send: SendRequest,
  guardId: string | null,
): Promise<Result<PlatformGuard | null, PlatformFailure>> {
  const node = guardId === null ? undefined : guardNodeId(guardId);
  if (node !== undefined) {
    const known = await readNode(send, node);
    if (!known.ok || known.value) return known;
  }
  const found = await findGuard(send);
  if (!found.ok) return found;
  return found.value === null ? success(null) : readNode(send, found.value);
}

/** Reads a guard by the ID of its node; null if there is none. */
export async function readNode(
  send: SendRequest,
  id: string,
): Promise<Result<PlatformGuard | null, PlatformFailure>> {
  const response = await send(guardQuery, { ids: [id] });
  if (!response.ok) return response;
  const [node] = response.value.nodes;
  if (node?.__typename !== "DiscountAutomaticNode") return success(null);
  const { automaticDiscount: discount, config, messages } = node;
  if (discount.__typename !== "DiscountAutomaticApp") return success(null);
  return success({
    id,
    active: discount.status === "ACTIVE",
    config: textOf(config),
    messages: textOf(messages),
  });
}

/** A metafield's value with its digest; null without a metafield. */
export function textOf(
  metafield: { value: string; compareDigest: string } | null,
): StoredText | null {
  return metafield && { value: metafield.value, version: metafield.compareDigest };
}

/** The node of the oldest discount that our function backs; null if there is none. */
async function findGuard(send: SendRequest): Promise<Result<string | null, PlatformFailure>> {
  const response = await send(findQuery, {});
  if (!response.ok) return response;
  const { shopifyFunctions, newest, automatic } = response.value;
  // Only the app's own functions are listed (schema).
  const ours = shopifyFunctions.nodes.find(({ handle }) => handle === functionHandle)?.id;
  if (ours === undefined) return success(null);
  const nodes = [...newest.nodes, ...automatic.nodes].flatMap(({ id, discount }) => {
    const isGuard =
      discount.__typename === "DiscountAutomaticApp" &&
      discount.appDiscountType.functionId === ours;
    return isGuard ? [guardNodeId(id) ?? ""] : [];
  });
  const oldest = nodes.sort((one, other) =>
    Number(BigInt(numberOf(one)) - BigInt(numberOf(other))),
  );
  return success(oldest[0] ?? null);
}

const numberOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
