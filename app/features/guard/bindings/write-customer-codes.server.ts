import { setTimeout } from "node:timers/promises";
import type { ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { Platform } from "../../../platform/platform";
import type { PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { enqueueCustomerCodes } from "../../recipients/changes/enqueue-customer-codes.server";
import { dropChanges, nextChanges } from "../../recipients/changes/take-changes.server";
import {
  type AddressedRecipient,
  lookUpCustomers,
  readStrangers,
} from "../../recipients/identities/look-up-customers.server";
import { callInParts } from "./call-in-parts";
import { type Person, readPeople } from "./read-people.server";
import { reportCompleteness } from "./report-completeness.server";
import { sendErasures, sendToPeople } from "./send-customer-codes.server";
import { sweepHolders } from "./sweep-holders.server";

/** Marks per round. Their customers are written with several calls in flight. */
const marksPerRound = 500;
/** How long a run starts new rounds. */
const runMilliseconds = 20_000;
/** A round with lost responses is repeated; after this many in a row the platform is unreachable. */
const maxFailedRounds = 4;
/** Milliseconds before a round is repeated. */
const pauseMilliseconds = 500;

/**
 * Writes the codes of the shop's marked people to their customers on the platform, for about 20
 * seconds, and enqueues another run if there is more. A mark is removed only after everything that
 * it is about was written, so a run can stop at any point and the next one repeats what is unsure.
 * Throws when the platform doesn't respond or `signal` is aborted. If it denies access, the sweep
 * tries again later.
 */
export async function writeCustomerCodes(
  services: Services,
  shop: ShopContext,
  signal: AbortSignal,
): Promise<void> {
  const platform = services.platform(shop.domain, "bulk");
  const begun = performance.now();
  for (let more = true, failed = 0; more; ) {
    signal.throwIfAborted();
    if (performance.now() - begun > runMilliseconds) {
      await enqueueCustomerCodes(services.database, shop.id);
      break;
    }
    const swept = await sweepHolders(services, shop);
    const round = await writeRound(services, shop, platform);
    if (round.ok) {
      more = round.value.more || swept.more;
      failed = 0;
      continue;
    }
    if (round.failure.kind === "platform_denied") return;
    failed += 1;
    if (failed === maxFailedRounds) {
      throw new Error(`Codes of customers were not written: ${round.failure.detail}`);
    }
    await setTimeout(pauseMilliseconds, null, { signal });
  }
  await reportCompleteness(services, shop);
}

/** Processes the next marks and erased customers. Resolves whether there may be more. */
async function writeRound(
  services: Services,
  shop: ShopContext,
  platform: Platform,
): Promise<Result<{ more: boolean }, PlatformFailure>> {
  const erased = await sendErasures(services, shop, platform, marksPerRound);
  if (!erased.ok) return erased;
  // Everything below is read after the marks, so it includes what they are about.
  const marks = await nextChanges(services.database, shop.id, marksPerRound);
  const recipientIds = [...new Set(marks.map(({ recipientId }) => recipientId))];
  let people = await readPeople(services, shop, recipientIds);
  const unknown = await withoutCustomer(services, shop, people);
  if (unknown.length > 0) {
    const found = await callInParts(unknown, platform.customersPerSearch, (part) =>
      lookUpCustomers(services, shop, platform, part),
    );
    if (!found.ok) return found;
    people = await readPeople(services, shop, recipientIds);
  }
  const sent = await sendToPeople(services, shop, platform, people);
  if (!sent.ok) return sent;
  await dropChanges(
    services.database,
    shop.id,
    marks.map(({ id }) => id),
  );
  return success({ more: marks.length + erased.value.count > 0 });
}

/** Addresses of people with codes that may belong to customers whose ID we don't know. */
async function withoutCustomer(
  services: Services,
  shop: ShopContext,
  people: readonly Person[],
): Promise<AddressedRecipient[]> {
  const candidates = people.flatMap(({ codes, identities }) => {
    // An event links customers by the hash of their ID only.
    const isNameless = identities.some(({ address, customerId }) => !address && !customerId);
    const isCustomer = identities.some(({ customerId }) => customerId !== undefined);
    if (codes.length === 0 || (isCustomer && !isNameless)) return [];
    return identities.flatMap(({ recipientId, address }) =>
      address === null ? [] : { recipientId, address, isNameless },
    );
  });
  if (candidates.length === 0) return [];
  const ids = candidates.map(({ recipientId }) => recipientId);
  const strangers = await readStrangers(services, shop.id, ids);
  return candidates.filter((one) => one.isNameless || !strangers.has(one.recipientId));
}
