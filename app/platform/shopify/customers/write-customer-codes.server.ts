import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { RefusedCustomer } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { gid } from "../graphql/gid";
import { graphql } from "../graphql/operation";

const setCodesMutation = graphql(
  `mutation SetCustomerCodes($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      userErrors { field message }
    }
  }`,
  { cost: 10 },
);
const deleteCodesMutation = graphql(
  `mutation DeleteCustomerCodes($metafields: [MetafieldIdentifierInput!]!) {
    metafieldsDelete(metafields: $metafields) {
      userErrors { field message }
    }
  }`,
  { cost: 10 },
);

/** Shopify's limit per call (schema). */
export const customersPerWrite = 25;

/** The metafield that the guard's function reads. `$app` is the app's own namespace. */
const metafield = { namespace: "$app:guard", key: "codes" };

interface CustomerEntry {
  customerId: string;
  value: string | null;
}

interface UserError {
  field?: string[] | null | undefined;
  message: string;
}

/**
 * Writes what the guard reads about customers. Shopify writes all metafields of a call or none
 * (schema), so the entries that it refuses are left out and the others sent again.
 */
export async function writeCustomerCodes(
  send: SendRequest,
  entries: readonly CustomerEntry[],
): Promise<Result<{ refused: RefusedCustomer[] }, PlatformFailure>> {
  const refused: RefusedCustomer[] = [];
  const set = entries.filter(({ value }) => value !== null);
  const deleted = entries.filter(({ value }) => value === null);
  for (const [part, call] of [
    [set, setCodes],
    [deleted, deleteCodes],
  ] as const) {
    let left = part;
    while (left.length > 0) {
      const errors = await call(send, left);
      if (!errors.ok) return errors;
      const reasons = errors.value.map((error) => refusalOf(left, error));
      refused.push(...reasons.filter(isFirst));
      const bad = new Set(reasons.map(({ customerId }) => customerId));
      left = bad.size > 0 ? left.filter(({ customerId }) => !bad.has(customerId)) : [];
    }
  }
  return success({ refused });
}

async function setCodes(send: SendRequest, entries: readonly CustomerEntry[]) {
  const metafields = entries.map(({ customerId, value }) => ({
    ...metafield,
    ownerId: gid("Customer", customerId),
    type: "json",
    value: value ?? "",
  }));
  const sent = await twice(() => send(setCodesMutation, { metafields }));
  return sent.ok ? success<UserError[]>(sent.value.metafieldsSet?.userErrors ?? []) : sent;
}

async function deleteCodes(send: SendRequest, entries: readonly CustomerEntry[]) {
  const metafields = entries.map(({ customerId }) => ({
    ...metafield,
    ownerId: gid("Customer", customerId),
  }));
  const sent = await twice(() => send(deleteCodesMutation, { metafields }));
  return sent.ok ? success<UserError[]>(sent.value.metafieldsDelete?.userErrors ?? []) : sent;
}

/** Writing twice is harmless, so a call without a response is sent once more. */
async function twice<Value>(
  call: () => Promise<Result<Value, PlatformFailure>>,
): Promise<Result<Value, PlatformFailure>> {
  const sent = await call();
  return !sent.ok && sent.failure.kind === "platform_unreachable" ? call() : sent;
}

/**
 * The entry of an error: its field is `["metafields", "3", "ownerId"]`, and an owner that isn't there
 * is an error of `ownerId` (recorded). An error without an index is the first entry's, so each round
 * has fewer.
 */
function refusalOf(
  entries: readonly CustomerEntry[],
  { field, message }: UserError,
): RefusedCustomer {
  const entry = entries[Number(field?.[1] ?? 0)] ?? entries[0];
  const reason =
    field?.[2] === "ownerId"
      ? { kind: "customer_not_found" as const }
      : { kind: "other" as const, message };
  return { customerId: entry?.customerId ?? "", reason };
}

const isFirst = (
  { customerId }: RefusedCustomer,
  place: number,
  all: readonly RefusedCustomer[],
): boolean => all.findIndex((other) => other.customerId === customerId) === place;
