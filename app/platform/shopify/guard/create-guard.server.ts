import type { Result } from "../../../core/result";
import { failure } from "../../../core/result";
import type { GuardTexts, PlatformGuard } from "../../platform";
import type { GuardRefused, PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";
import { functionHandle, guardNamespace, guardNodeId } from "./guard-id";
import { readGuard, readNode } from "./read-guard.server";
import { refusalOf } from "./refusal-of";

const createMutation = graphql(
  `mutation CreateGuard($input: DiscountAutomaticAppInput!) {
    created: discountAutomaticAppCreate(automaticAppDiscount: $input) {
      automaticAppDiscount { discountId }
      userErrors { field code message }
    }
  }`,
  { cost: 10 },
);

/** A start in the past is accepted (recorded), and doesn't depend on our clock. */
const startsAt = "2025-01-01T00:00:00Z";

/**
 * Creates the guard with its metafields in the same call: the first runs of a function would read
 * metafields that are set later as null (recorded). Shopify's mutation takes no idempotency key, so
 * this looks for a guard first.
 */
export async function createGuard(
  send: SendRequest,
  { title, config, messages }: { title: string } & GuardTexts,
): Promise<Result<PlatformGuard, GuardRefused | PlatformFailure>> {
  const existing = await readGuard(send, null);
  if (!existing.ok) return existing;
  if (existing.value) return { ok: true, value: existing.value };
  const response = await send(createMutation, {
    input: {
      title,
      functionHandle,
      // It discounts nothing. One class is required, and with all combinations it competes with none.
      discountClasses: ["ORDER"],
      combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
      startsAt,
      metafields: [
        { namespace: guardNamespace, key: "config", type: "json", value: config },
        { namespace: guardNamespace, key: "messages", type: "json", value: messages },
      ],
    },
  });
  if (!response.ok) return response;
  const { automaticAppDiscount, userErrors = [] } = response.value.created ?? {};
  if (!automaticAppDiscount) return failure(refusalOf(userErrors));
  const created = await readNode(send, guardNodeId(automaticAppDiscount.discountId) ?? "");
  if (!created.ok) return created;
  if (created.value) return { ok: true, value: created.value };
  return failure({ kind: "platform_unreachable", detail: "The new guard can't be read yet" });
}
