/**
 * What the keys of a `shopify.extension.toml` may be, from @shopify/cli 4.8.2 (types), the published
 * schemas of functions (targets of discounts) and @shopify/ui-extensions 2026.7.4 (targets of UI
 * extensions).
 */

export const API_VERSIONS = [
  "2025-10",
  "2026-01",
  "2026-04",
  "2026-07",
  "2026-10",
  "unstable",
] as const;

/** Types that can be deployed and that the sandbox doesn't run. */
export const OTHER_TYPES = [
  "admin_link",
  "flow_action",
  "flow_template",
  "flow_trigger",
  "payments_extension",
  "pos_ui_extension",
  "product_subscription",
  "tax_calculation",
  "web_pixel_extension",
] as const;

/** The API of each target of a function. */
export const FUNCTION_TARGETS: Readonly<Record<string, string>> = {
  "cart.lines.discounts.generate.run": "discount",
  "cart.lines.discounts.generate.fetch": "discount",
  "cart.delivery-options.discounts.generate.run": "discount",
  "cart.delivery-options.discounts.generate.fetch": "discount",
  "cart.validations.generate.run": "cart_checkout_validation",
  "cart.transform.run": "cart_transform",
  "cart.delivery-options.transform.run": "delivery_customization",
  "cart.payment-methods.transform.run": "payment_customization",
  "cart.fulfillment-constraints.generate.run": "fulfillment_constraints",
};

const under = (prefix: string, names: string): string[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => `${prefix}.${name}`);

/** The targets of UI extensions in checkout, customer accounts and the admin's discount pages. */
export const UI_TARGETS: ReadonlySet<string> = new Set([
  ...under("purchase.address-autocomplete", "format-suggestion suggest"),
  ...under("purchase.cart-line-item", "line-components.render"),
  ...under(
    "purchase.checkout",
    `actions.render-before block.render cart-line-item.render-after cart-line-list.render-after
    chat.render contact.render-after delivery-address.render-after delivery-address.render-before
    footer.render-after gift-card.render header.render-after payment-method-list.render-after
    payment-method-list.render-before payment-option-item.action-required.render
    payment-option-item.details.render payment-option-item.hosted-fields.render-after
    pickup-location-list.render-after pickup-location-list.render-before
    pickup-location-option-item.render-after pickup-point-list.render-after
    pickup-point-list.render-before reductions.render-after reductions.render-before
    shipping-option-item.details.render shipping-option-item.render-after
    shipping-option-list.render-after shipping-option-list.render-before`,
  ),
  ...under(
    "purchase.thank-you",
    `announcement.render block.render cart-line-item.render-after cart-line-list.render-after
    chat.render customer-information.render-after footer.render-after header.render-after`,
  ),
  ...under(
    "customer-account",
    `footer.render-after order-index.announcement.render order-index.block.render
    order-status.announcement.render order-status.block.render
    order-status.cart-line-item.render-after order-status.cart-line-list.render-after
    order-status.customer-information.render-after order-status.fulfillment-details.render-after
    order-status.payment-details.render-after order-status.return-details.render-after
    order-status.unfulfilled-items.render-after order.action.menu-item.render order.action.render
    order.page.render page.render profile.addresses.render-after profile.announcement.render
    profile.block.render profile.company-details.render-after
    profile.company-location-addresses.render-after profile.company-location-payment.render-after
    profile.company-location-staff.render-after profile.payment.render-after`,
  ),
  ...under(
    "admin",
    `discount-details.action.render discount-details.action.should-render
    discount-details.function-settings.render discount-index.action.render
    discount-index.action.should-render discount-index.selection-action.render
    discount-index.selection-action.should-render`,
  ),
]);
