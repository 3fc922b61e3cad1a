import { hash } from "node:crypto";
import type { ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { Platform } from "../../../platform/platform";
import type { PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { addressReader } from "../../recipients/address-reader.server";
import { customerIdOf } from "../../recipients/recipient";
import { callInParts } from "./call-in-parts";
import { customerCodes } from "./customer-codes";
import type { Person } from "./read-people.server";
import {
  beginWrites,
  type CustomerWrite,
  commitWrites,
  findErased,
  forgetCustomers,
  markLeftOut,
  readWritten,
} from "./written-customers.server";

type SendServices = Pick<Services, "database" | "clock" | "keyring" | "log">;
type CustomerWriter = Pick<Platform, "writeCustomerCodes" | "customersPerWrite">;

/**
 * Writes the codes of these people to their customers, except to those that have them. Each call is
 * recorded before and after, so after a failure only the customers without a result are written
 * again.
 */
export async function sendToPeople(
  services: SendServices,
  shop: ShopContext,
  platform: CustomerWriter,
  people: readonly Person[],
): Promise<Result<null, PlatformFailure>> {
  const { database } = services;
  const wanted = people.flatMap(writesOf);
  const written = await readWritten(
    database,
    shop,
    wanted.map(({ recipientId }) => recipientId),
  );
  const changed = wanted.filter(({ recipientId, value }) =>
    value === null
      ? written.has(recipientId)
      : written.get(recipientId) !== digestOf(value).toString("hex"),
  );
  const present = await beginWrites(database, shop, changed);
  const writes = changed.filter(({ recipientId }) => present.has(recipientId));
  return callInParts(writes, platform.customersPerWrite, (part) =>
    send(services, shop, platform, part),
  );
}

/** Deletes the codes of customers who were erased here. Resolves how many it processed, at most `limit`. */
export async function sendErasures(
  services: SendServices,
  shop: ShopContext,
  platform: CustomerWriter,
  limit: number,
): Promise<Result<{ count: number }, PlatformFailure>> {
  const erased = await findErased(services.database, shop, limit);
  const reader = addressReader(services, shop);
  const writes = erased.map(({ recipientId, sealed }) => ({
    recipientId,
    customerId: customerIdOf(reader.read(sealed)),
    value: null,
    leftOut: [],
  }));
  await reader.finish(services.database);
  const known = writes.flatMap(({ customerId, ...write }) =>
    customerId === undefined ? [] : { ...write, customerId },
  );
  const sent = await callInParts(known, platform.customersPerWrite, (part) =>
    send(services, shop, platform, part),
  );
  if (!sent.ok) return sent;
  // The encryption key of these IDs is lost.
  const lost = writes.filter(({ customerId }) => customerId === undefined);
  await forgetCustomers(
    services.database,
    shop,
    lost.map(({ recipientId }) => recipientId),
  );
  return success({ count: erased.length });
}

function writesOf({ identities, codes, blocked }: Person): CustomerWrite[] {
  const customers = identities.flatMap(({ recipientId, customerId }) =>
    customerId === undefined ? [] : { recipientId, customerId },
  );
  if (customers.length === 0) return [];
  const { value, leftOut } = customerCodes(codes, blocked);
  return customers.map((customer) => ({ ...customer, value, leftOut }));
}

const digestOf = (value: string): Buffer => hash("sha256", value, "buffer");

/** Writes one call's customers and records the result. */
async function send(
  { database, clock, log }: SendServices,
  shop: ShopContext,
  platform: CustomerWriter,
  writes: readonly CustomerWrite[],
): Promise<Result<null, PlatformFailure>> {
  const sent = await platform.writeCustomerCodes(
    writes.map(({ customerId, value }) => ({ customerId, value })),
  );
  if (!sent.ok) return sent;
  const refusals = new Map(sent.value.refused.map((one) => [one.customerId, one.reason]));
  const done = writes.filter(({ customerId }) => !refusals.has(customerId));
  const digests = done.flatMap(({ recipientId, value }) =>
    value === null ? [] : { recipientId, digest: digestOf(value) },
  );
  await commitWrites(database, shop, digests, clock.now());
  // A customer who was deleted on the platform has nothing left there.
  const gone = writes.filter(
    ({ customerId, value }) =>
      refusals.get(customerId)?.kind === "customer_not_found" ||
      (value === null && !refusals.has(customerId)),
  );
  await forgetCustomers(
    database,
    shop,
    gone.map(({ recipientId }) => recipientId),
  );
  for (const { recipientId, customerId, value } of writes) {
    const reason = refusals.get(customerId);
    if (reason?.kind !== "other") continue;
    log.error({ shopId: shop.id, recipientId, detail: reason.message }, "codes were refused");
    await markLeftOut(database, shop, recipientId, poolsOf(value));
  }
  return success(null);
}

function poolsOf(value: string | null): number[] {
  const { c: codes } = JSON.parse(value ?? '{"c":{}}') as { c: Record<string, [number, number]> };
  return [...new Set(Object.values(codes).map(([poolId]) => poolId))];
}
