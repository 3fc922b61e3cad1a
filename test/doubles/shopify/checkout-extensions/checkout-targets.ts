import type { Html } from "../http/html";

/** The static places of a checkout and of its thank-you page that the sandbox has. */
export type StaticTarget =
  | "purchase.checkout.header.render-after"
  | "purchase.checkout.contact.render-after"
  | "purchase.checkout.delivery-address.render-before"
  | "purchase.checkout.delivery-address.render-after"
  | "purchase.checkout.payment-method-list.render-before"
  | "purchase.checkout.payment-method-list.render-after"
  | "purchase.checkout.actions.render-before"
  | "purchase.checkout.reductions.render-before"
  | "purchase.checkout.reductions.render-after"
  | "purchase.checkout.footer.render-after"
  | "purchase.thank-you.header.render-after"
  | "purchase.thank-you.customer-information.render-after"
  | "purchase.thank-you.footer.render-after";

/** Where a merchant can put a block: beside the form, or in the order summary. */
type BlockPlace = "main" | "summary";

export const checkoutBlock = "purchase.checkout.block.render";
export const thankYouBlock = "purchase.thank-you.block.render";

const mark = (place: string): string => `<!--${place}-->`;

/** Marks the place of a static target in the markup of a page. */
export const targetPlace = (target: StaticTarget): Html => ({ markup: mark(target) });

export const blockPlace = (
  target: typeof checkoutBlock | typeof thankYouBlock,
  place: BlockPlace,
): Html => ({ markup: mark(`${target} ${place}`) });

/** Fills all marked places of a page. `markupOf` gets the target and, for blocks, where it is. */
export const fillTargets = (
  page: string,
  markupOf: (target: string, place: BlockPlace | undefined) => string,
): string =>
  page.replace(
    /<!--(purchase\.[\w.-]+)(?: (main|summary))?-->/g,
    (_mark, target: string, place?: BlockPlace) => markupOf(target, place),
  );

/** Before the thank-you page, extensions of apps run only in stores on Plus (documented). */
export const needsPlus = (target: string): boolean => target.startsWith("purchase.checkout.");

/** The place of a block from its `default_placement`, such as `ORDER_SUMMARY1`. Assumed otherwise. */
export const placeOfBlock = (defaultPlacement: unknown): BlockPlace =>
  defaultPlacement === undefined || String(defaultPlacement).startsWith("ORDER_SUMMARY")
    ? "summary"
    : "main";
