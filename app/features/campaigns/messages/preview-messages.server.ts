import { endOfDayAfter } from "../../../core/dates";
import type { PoolNotFound } from "../../../core/failures";
import type { ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import type { MessageRenderer, RenderBudget, RendererBusy } from "../rendering/renderer.server";
import type { Coupon } from "./coupon-tag";
import type { MessageTexts } from "./message-template";
import { type NamedPool, type PoolForbidden, readNamedPools } from "./named-pools.server";
import type { MessageResult } from "./render-messages.server";
import type { TemplateFault } from "./template-fault";

export interface MessagesToPreview {
  texts: MessageTexts;
  recipients: readonly { fields: Record<string, unknown> }[];
  /** IDs of the pools that the caller can access; null: every pool. */
  pools: readonly number[] | null;
  budget: RenderBudget;
}

/** Renders a template for each recipient with codes such as `HANDLE-PREVIEW`. Assigns nothing. */
export async function previewMessages(
  services: Services & { renderer: MessageRenderer },
  shop: ShopContext,
  { texts, recipients, pools: allowed, budget }: MessagesToPreview,
): Promise<Result<MessageResult[], PoolNotFound | PoolForbidden | TemplateFault | RendererBusy>> {
  const template = { texts, timeZone: shop.timeZone };
  const handles = await services.renderer.read(shop.id, template, budget);
  if (!handles.ok) return handles;
  const pools = await readNamedPools(services, shop, handles.value, allowed);
  if (!pools.ok) return pools;
  const { codeUrl } = services.platform(shop.domain);
  const now = services.clock.now();
  const coupons = new Map(
    [...pools.value.values()].map((pool) => [pool.handle, preview(pool, now, shop, codeUrl)]),
  );
  const messages = recipients.map(({ fields }) => ({ fields, coupons }));
  const rendered = await services.renderer.render(shop.id, template, messages, budget);
  return success(
    rendered.map((message): MessageResult => {
      if (!message.ok) return failure({ ...message.failure, assigned: [] });
      // A preview has a code for every pool.
      return success({ texts: "texts" in message.value ? message.value.texts : {}, assigned: [] });
    }),
  );
}

function preview(
  pool: NamedPool,
  now: Date,
  shop: ShopContext,
  codeUrl: (code: string) => string | null,
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
