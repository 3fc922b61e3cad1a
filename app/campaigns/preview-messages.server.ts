import { endOfDayAfter } from "../core/dates";
import type { PoolNotFound } from "../core/failures";
import type { ShopContext } from "../core/ids";
import { type Result, success } from "../core/result";
import type { Services } from "../services.server";
import type { Coupon } from "./coupon-tag";
import { type MessageTexts, readTemplate } from "./message-template";
import { type NamedPool, type PoolForbidden, readNamedPools } from "./named-pools.server";
import type { MessageAnswer } from "./render-messages.server";
import type { TemplateFault } from "./template-fault";

export interface MessagesToPreview {
  texts: MessageTexts;
  recipients: readonly { fields: Record<string, unknown> }[];
  /** Ids of the pools that may be used; null: every pool. */
  pools: readonly number[] | null;
}

/** Renders a template for each recipient with codes that read `HANDLE-PREVIEW`. Takes nothing from any stock. */
export async function previewMessages(
  services: Services,
  shop: ShopContext,
  { texts, recipients, pools: allowed }: MessagesToPreview,
): Promise<Result<MessageAnswer[], PoolNotFound | PoolForbidden | TemplateFault>> {
  const template = readTemplate(texts, shop.timeZone);
  if (!template.ok) return template;
  const pools = await readNamedPools(services, shop, template.value.handles, allowed);
  if (!pools.ok) return pools;
  const { codeUrl } = services.platform(shop.domain);
  const now = services.clock.now();
  const coupons = new Map(
    [...pools.value.values()].map((pool) => [pool.handle, preview(pool, now, shop, codeUrl)]),
  );
  return success(
    recipients.map(({ fields }): MessageAnswer => {
      const rendered = template.value.render(fields, coupons);
      if (!rendered.ok) return rendered;
      // Every code that a tag can name is known here.
      return success({
        texts: "texts" in rendered.value ? rendered.value.texts : {},
        assigned: [],
      });
    }),
  );
}

function preview(
  pool: NamedPool,
  now: Date,
  shop: ShopContext,
  codeUrl: (code: string) => string,
): Coupon {
  const code = `${pool.handle.toUpperCase()}-PREVIEW`;
  const within = pool.defaultUseWithinDays;
  const ends = [
    pool.defaultUseBy,
    within === null ? null : endOfDayAfter(now, within, shop.timeZone),
  ]
    .filter((end) => end !== null)
    .sort((a, b) => a.getTime() - b.getTime());
  return { code, message: null, expires_at: ends[0]?.toISOString() ?? null, url: codeUrl(code) };
}
