import { isDeepStrictEqual } from "node:util";
import type { ShopContext } from "../../../core/ids";
import { type Result, success } from "../../../core/result";
import type { GuardTexts, Platform, PlatformGuard } from "../../../platform/platform";
import type {
  GuardNotFound,
  GuardOutdated,
  GuardRefused,
  PlatformFailure,
} from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { markKeysPublished, newestSealKey } from "../../publishing/sealing/seal-keys.server";
import { buildConfig } from "../config/build-config.server";
import { type GuardStatus, mayCreate } from "../guard";
import { findGuard, type GuardRow } from "../guard-row.server";
import { createOnce } from "./create-once.server";
import { isSettled } from "./is-settled";
import { openGuard } from "./open-guard.server";
import { recordStatus, recordTrouble } from "./record-status.server";
import { removeDiscount } from "./remove-discount.server";

/** How often the texts are built again in one run because another process wrote them. */
const maxTries = 3;

/** Why a refusal leaves the guard without effect. */
const refusedStatuses: Record<GuardRefused["reason"], GuardStatus> = {
  too_many_automatic_discounts: "no_room",
  function_missing: "function_missing",
  scope_missing: "scope_missing",
  other: "refused",
};

/**
 * Brings the guard on the platform to the state it has to have: creates its discount, writes what it
 * knows, or removes it. A discount that the merchant deleted or deactivated stays so until they repair
 * it. Safe to run twice and at the same time. Throws if the platform doesn't respond.
 */
export async function writeGuard(services: Services, shop: ShopContext): Promise<void> {
  const row = await openGuard(services, shop);
  if (!row || row.status === "off") return;
  if (!row.enabled) return removeDiscount(services, shop, row);
  await services.database.transaction((tx) => newestSealKey(tx, services, shop.id));
  const { hash } = await buildConfig(services, shop, row.messages);
  if (isSettled(row, hash, services.clock.now())) return;
  for (let tried = 1; ; tried += 1) {
    const done = await writeOnce(services, shop);
    if (done.ok) return;
    if (done.failure.kind === "guard_refused") {
      const { reason, detail } = done.failure;
      const status = refusedStatuses[reason];
      return recordStatus(services, shop, { status, detail, checkedAt: services.clock.now() });
    }
    if (done.failure.kind === "platform_denied" || done.failure.kind === "platform_unreachable") {
      return recordTrouble(services, shop, done.failure);
    }
    if (tried === maxTries) throw new Error(`The guard was not written: ${done.failure.kind}`);
  }
}

type Written = Result<void, GuardNotFound | GuardOutdated | GuardRefused | PlatformFailure>;

/**
 * The discount is read before the texts are built, and written only if it hasn't changed since: so an
 * older state never replaces a newer one.
 */
async function writeOnce(services: Services, shop: ShopContext): Promise<Written> {
  const checkedAt = services.clock.now();
  const platform = services.platform(shop.domain);
  const known = await findGuard(services.database, shop);
  const read = await platform.readGuard(known?.platformId ?? null);
  if (!read.ok) return read;
  const row = await findGuard(services.database, shop);
  // Another job removes the discount.
  if (!row?.enabled) return success(undefined);
  const built = await buildConfig(services, shop, row.messages);
  const { texts, hash: configHash, keyIds } = built;
  const found = await findOrCreate(services, shop, { platform, row, texts, guard: read.value });
  if (!found.ok) return found;
  const guard = found.value;
  if (!guard) {
    await recordStatus(services, shop, { status: "missing", checkedAt });
    return success(undefined);
  }
  const written = !hasTexts(guard, texts);
  if (written) {
    const stored = await platform.writeGuardConfig(guard, texts);
    if (!stored.ok) return stored;
    if (!hasTexts(stored.value, texts)) throw new Error("The platform stored other texts.");
  }
  // Only now may codes be sealed with a new key: the guard would let them pass unrecognized.
  await markKeysPublished(services, shop.id, keyIds);
  await recordStatus(services, shop, {
    status: guard.active ? "on" : "deactivated",
    checkedAt,
    discount: { platformId: guard.id, configHash, written },
  });
  return success(undefined);
}

interface Search {
  platform: Platform;
  row: GuardRow;
  texts: GuardTexts;
  /** As it was read. */
  guard: PlatformGuard | null;
}

/** The discount, created or activated where the app may do so; null if the merchant deleted it. */
async function findOrCreate(
  services: Services,
  shop: ShopContext,
  { platform, row, texts, guard }: Search,
): Promise<Result<PlatformGuard | null, GuardNotFound | GuardRefused | PlatformFailure>> {
  if (!mayCreate(row.status)) return success(guard);
  if (!guard) return createOnce(services, shop, platform, texts);
  return guard.active ? success(guard) : platform.activateGuard(guard.id);
}

/** Whether the guard has these texts. The platform may write the same JSON differently. */
function hasTexts({ config, messages }: PlatformGuard, texts: GuardTexts): boolean {
  return (
    isDeepStrictEqual(parsed(config?.value), parsed(texts.config)) &&
    isDeepStrictEqual(parsed(messages?.value), parsed(texts.messages))
  );
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
