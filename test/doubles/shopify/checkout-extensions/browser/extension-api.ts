import type { CheckoutState, DiscountCodeChange, FrameRequests, FrameStart } from "../messages";
import type { SignalTable } from "./signals";
import { translator } from "./translator";

interface ApiParts {
  readonly start: FrameStart;
  readonly state: CheckoutState;
  readonly signals: SignalTable;
  readonly ask: <Name extends keyof FrameRequests>(
    name: Name,
    asked: FrameRequests[Name]["asked"],
  ) => Promise<FrameRequests[Name]["answer"]>;
}

const notHere = (what: string) => () => Promise.reject(new Error(`The sandbox has no ${what}`));

/**
 * The global `shopify` of an extension: StandardApi and CheckoutApi of @shopify/ui-extensions 2026.7.
 * What the sandbox has no data for is there with an empty value, or rejects when it is called.
 */
export function extensionApi({ start, state, signals, ask }: ApiParts): Record<string, unknown> {
  const { target, apiVersion, scriptUrl, locale } = start;
  signals.update({
    appMetafields: [],
    appliedGiftCards: [],
    attributes: [],
    availablePaymentOptions: [],
    selectedPaymentOptions: [],
    deliveryGroups: [],
    note: null,
    checkoutToken: null,
    "cost.totalTaxAmount": null,
    "buyerJourney.completed": target.startsWith("purchase.thank-you"),
    "buyerJourney.steps": [],
    "buyerJourney.activeStep": null,
  });
  const nested = signals.nested();
  return {
    ...nested,
    setSignals: (signalClass: never) => signals.setSignals(signalClass),
    shop: state.shop,
    version: apiVersion,
    extensionPoint: target,
    extension: { ...(nested["extension"] as object), target, apiVersion, scriptUrl },
    i18n: {
      translate: translator(start),
      formatNumber: (value: number | bigint, options?: Intl.NumberFormatOptions) =>
        new Intl.NumberFormat(locale, options).format(value),
      formatCurrency: (value: number | bigint, options?: Intl.NumberFormatOptions) =>
        new Intl.NumberFormat(locale, {
          style: "currency",
          currency: state.currency,
          ...options,
        }).format(value),
      formatDate: (date: Date, options?: Intl.DateTimeFormatOptions) =>
        new Intl.DateTimeFormat(locale, options).format(date),
    },
    sessionToken: { get: () => ask("sessionToken", null) },
    storage: {
      read: (key: string) => ask("readStorage", key),
      write: (key: string, value: unknown) => ask("writeStorage", { key, value }),
      delete: (key: string) => ask("writeStorage", { key, value: null }),
    },
    buyerJourney: { ...(nested["buyerJourney"] as object), intercept: async () => () => {} },
    analytics: {
      publish: async () => true,
      visitor: async () => ({ type: "success" }),
    },
    query: notHere("Storefront API"),
    ...(target.startsWith("purchase.checkout.") && {
      applyDiscountCodeChange: (change: DiscountCodeChange) => ask("discountCode", change),
      applyAttributeChange: notHere("cart attributes for extensions"),
      applyCartLinesChange: notHere("cart lines for extensions"),
      applyGiftCardChange: notHere("gift cards"),
      applyMetafieldChange: notHere("cart metafields for extensions"),
      applyNoteChange: notHere("note for extensions"),
    }),
  };
}
