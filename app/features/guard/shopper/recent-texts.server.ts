import type { ShopContext } from "../../../core/ids";
import type { Database } from "../../../database/database.server";
import type { GuardTexts } from "../../../platform/platform";
import type { Services } from "../../../services.server";
import { buildConfig } from "../config/build-config.server";
import type { GuardMessages } from "../messages/guard-messages";

/**
 * How long texts are used again, in milliseconds. Shopify also takes some seconds until the function
 * sees a change, and building them reads all guarded pools.
 */
const freshFor = 5_000;
/** Shops whose texts are kept. The oldest are dropped first. */
const maxShops = 1_000;

interface Built {
  at: number;
  texts: Promise<GuardTexts>;
}

const built = new WeakMap<Database, Map<number, Built>>();

/** What the guard has to know, built at most every few seconds per shop and process. */
export async function recentTexts(
  services: Pick<Services, "database" | "clock" | "keyring" | "log">,
  shop: Pick<ShopContext, "id">,
  messages: GuardMessages,
): Promise<GuardTexts> {
  const now = services.clock.now().getTime();
  const shops = built.get(services.database) ?? new Map<number, Built>();
  built.set(services.database, shops);
  const known = shops.get(shop.id);
  if (known && now >= known.at && now - known.at < freshFor) return known.texts;
  const texts = buildConfig(services, shop, messages).then((config) => config.texts);
  shops.delete(shop.id);
  shops.set(shop.id, { at: now, texts });
  const [oldest] = shops.keys();
  if (shops.size > maxShops && oldest !== undefined) shops.delete(oldest);
  // A failure isn't kept: the next shopper's request tries again.
  texts.catch(() => shops.delete(shop.id));
  return texts;
}
