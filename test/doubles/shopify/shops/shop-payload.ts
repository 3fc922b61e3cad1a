import { isoTime, now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { moneyFormats } from "./money-formats";
import type { Shop } from "./shop";
import { timeZoneAt } from "./time-zone";

/** The payload of `app/uninstalled` and `shop/update`. */
export function shopPayload(sandbox: Pick<Sandbox, "world">, shop: Shop): Record<string, unknown> {
  const { offset } = timeZoneAt(shop.timeZone, now(sandbox));
  const euros = shop.currency === "EUR";
  const money = moneyFormats(shop.currency);
  return {
    id: BigInt(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: null,
    country: shop.country,
    address1: "1 Market Street",
    zip: "10115",
    city: "Old Town",
    source: null,
    phone: "",
    latitude: null,
    longitude: null,
    primary_locale: "en",
    address2: null,
    created_at: isoTime(shop.createdAt),
    updated_at: isoTime(shop.updatedAt),
    country_code: shop.country,
    country_name: new Intl.DisplayNames("en", { type: "region" }).of(shop.country) ?? shop.country,
    currency: shop.currency,
    customer_email: shop.contactEmail,
    timezone: `(GMT${offset.slice(0, 3)}:${offset.slice(3)}) ${shop.timeZone}`,
    iana_timezone: shop.timeZone,
    shop_owner: `${shop.owner.firstName} ${shop.owner.lastName}`,
    money_format: money.plain,
    money_with_currency_format: money.withCurrency,
    weight_unit: shop.country === "US" ? "lb" : "kg",
    province_code: null,
    // Prices in Europe include taxes.
    taxes_included: euros,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: true,
    plan_display_name: shop.plan,
    plan_name: shop.plan.toLowerCase(),
    has_discounts: Object.keys(shop.discounts).length > 0,
    has_gift_cards: false,
    myshopify_domain: shop.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: money.plain,
    money_with_currency_in_emails_format: money.withCurrency,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: BigInt(shop.id) + 1n,
    checkout_api_supported: true,
    multi_location_enabled: true,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currency],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}
