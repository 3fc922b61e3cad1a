import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import { enqueue } from "../../../database/enqueue.server";
import type { DiscountTerms } from "../../../platform/discount-terms";
import type { PlatformDiscount } from "../../../platform/platform";
import type { DiscountRefused, PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { cacheDiscounts } from "../cache/cache-discounts.server";
import type { Discount } from "../discount";
import type { DiscountDraft } from "./discount-draft";
import { draftTerms } from "./draft-terms";
import { idempotencyToken, placeholderCode } from "./placeholder-code.server";

export interface NewDiscount {
  draft: DiscountDraft;
  /** The form's idempotency key. */
  creationKey: string;
  actor: Actor;
}

type CreationFailure = DiscountRefused | PlatformFailure;

/** When to check for a creation without a response. */
const lookAfterMilliseconds = 120_000;

/**
 * Creates a code discount on the platform and caches it. Fails with problems by field, from our own
 * validation or the platform's. The platform requires an initial code (`placeholderCode`). The job that
 * removes it is enqueued before the call, so the code can't remain after a crash.
 */
export async function createDiscount(
  services: Services,
  shop: ShopContext,
  { draft, creationKey, actor }: NewDiscount,
): Promise<Result<Discount, CreationFailure>> {
  const { database, clock } = services;
  const { terms, problems } = draftTerms(draft, shop.timeZone);
  if (!terms || problems.length > 0) return failure({ kind: "discount_refused", problems });
  const creation = idempotencyToken(creationKey, terms);
  const removal = { shopId: shop.id, creation };
  const key = `remove-placeholder-code:${shop.id}:${creation}`;
  const requestedAt = clock.now();
  const later = new Date(requestedAt.getTime() + lookAfterMilliseconds);
  await enqueue(database, "remove-placeholder-code", removal, { key, runAt: later });
  const made = await createOnce(services, shop, terms, creation);
  if (!made.ok) return made;
  return database.transaction(async (tx) => {
    const ids = await cacheDiscounts(tx, shop, [made.value], requestedAt);
    const id = ids.get(made.value.id);
    if (id === undefined) throw new Error("The new discount wasn't cached.");
    await recordAudit(tx, shop, actor, clock.now(), {
      action: "discount.created",
      detail: { title: made.value.title },
    });
    await enqueue(tx, "remove-placeholder-code", removal, { key });
    const { id: platformId, codesCount: _, codesCountIsExact: __, ...facts } = made.value;
    return success({ ...facts, id, platformId, readAt: requestedAt });
  });
}

/**
 * Calls the platform. After a failure, looks up the placeholder code to see if the discount was
 * created anyway.
 */
async function createOnce(
  { platform: open, keyring }: Pick<Services, "platform" | "keyring">,
  shop: ShopContext,
  terms: DiscountTerms,
  creation: string,
): Promise<Result<PlatformDiscount, CreationFailure>> {
  const platform = open(shop.domain);
  const code = placeholderCode({ keyring }, shop, creation);
  const made = await platform.createDiscount(terms, code);
  if (made.ok || made.failure.kind === "platform_denied") return made;
  const found = await platform.findCodes([code]);
  const place = found.ok ? found.value.get(code.toLowerCase()) : undefined;
  if (!place) return made;
  const read = await platform.readDiscount(place.discountId);
  if (read.ok) return read;
  return read.failure.kind === "discount_not_found" ? made : failure(read.failure);
}
