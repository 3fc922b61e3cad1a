import type { Html } from "../http/html";
import { html } from "../http/html";
import type { Quote } from "../orders/actions/quote-order";
import type { Order } from "../orders/order";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import type { StoreSession } from "../storefront/session";
import { bundleExtension } from "./bundle-extension";
import { type CheckoutBlock, runningBlocks } from "./checkout-blocks";
import { checkoutState } from "./checkout-state";
import { fillTargets } from "./checkout-targets";
import { frameStart } from "./frame-start";

interface CheckoutVisit {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly session: StoreSession;
}

/**
 * Puts the app's extensions into the markup of a checkout or thank-you page, each in a frame of its
 * own. Rejects if one can't be built or is too large.
 */
export async function fillCheckout(
  { sandbox, shop, session }: CheckoutVisit,
  page: string,
  at: { quote: Quote } | { order: Order },
): Promise<string> {
  const running = runningBlocks(sandbox, shop);
  const { publicAppUrl } = sandbox.settings;
  for (const { extension, module } of running) {
    await bundleExtension(extension, module, publicAppUrl);
  }
  let frames = 0;
  const filled = fillTargets(page, (target, place) =>
    running
      .filter((one) => one.target === target && (place === undefined || one.place === place))
      .map((one) => {
        frames += 1;
        return frame(one, frameStart(one, one.placement)).markup;
      })
      .join(""),
  );
  if (frames === 0) return filled;
  const state = json(checkoutState(sandbox, shop, session, at));
  const scripts = html`<script type="application/json" id="checkout-state">${state}</script>
<script src="/assets/checkout-host.js"></script>`;
  return filled.replace("</body>", () => `${scripts.markup}</body>`);
}

/** The frame's origin is opaque, so a request of the extension has the origin `null`, as Shopify's. */
const frame = ({ extension, target, block }: CheckoutBlock, start: object): Html =>
  html`<iframe class="extension" title="${block.name}" sandbox="allow-scripts allow-popups"
 data-extension="${extension.handle}" data-target="${target}" data-start="${JSON.stringify(start)}"
 src="/ui-extensions/${extension.handle}/${target}"></iframe>`;

/** JSON that can't close its script element. */
const json = (value: unknown): Html => ({
  markup: JSON.stringify(value).replaceAll("<", "\\u003c"),
});
