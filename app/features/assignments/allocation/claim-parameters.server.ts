import { dayOf, endOfDayAfter } from "../../../core/dates";
import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { domainOf } from "../../recipients/recipient";
import {
  decryptAddress,
  domainKey,
  encryptAddress,
  reencryptAddress,
} from "../../recipients/recipient-encryption.server";
import type { ClaimOrder } from "./claim-order";
import type { PreparedRequest } from "./prepare-requests.server";

type Keys = Pick<Services, "keyring">;

/** The parameters of the statement that claims codes, in the order that it lists them. */
export function claimParameters(
  { keyring }: Keys,
  shop: ShopContext,
  { poolId, requestedPoolId, source, pool, plan, now }: ClaimOrder,
): unknown[] {
  const { claims, records } = plan;
  return [
    shop.id,
    poolId,
    now,
    pool.claimCursor,
    claims.length,
    claims.map(({ request }) => request.key),
    claims.map(({ request, recipientId }) =>
      recipientId === null
        ? typeof request.recipient === "string"
          ? encryptAddress({ keyring }, shop, request.recipient)
          : reencryptAddress({ keyring }, shop, request.recipient)
        : null,
    ),
    claims.map(({ recipientId }) => recipientId),
    pool.withinDays,
    pool.withinDays.map((days) => endOfDayAfter(now, days, shop.timeZone)),
    requestedPoolId,
    source,
    records.map(({ key }) => key),
    records.map(({ fingerprint }) => fingerprint),
    records.map((record) => ("claimIndex" in record ? record.claimIndex : null)),
    records.map((record) => ("assignmentId" in record ? record.assignmentId : null)),
    dayOf(now, shop.timeZone),
    claims.map(({ request: { recipient, domain }, recipientId }) =>
      recipientId === null
        ? (domain ??
          domainKey({ keyring }, shop, domainOf(plainRecipient({ keyring }, shop, recipient))))
        : null,
    ),
  ];
}

/** The recipient in plain text. Throws a `DecryptionError` for bytes that it can't decrypt. */
export function plainRecipient(
  keys: Keys,
  shop: ShopContext,
  recipient: PreparedRequest["recipient"],
): string {
  return typeof recipient === "string" ? recipient : decryptAddress(keys, shop, recipient);
}
