import { isoTime, now } from "../clock/now";
import type { Args, GraphqlContext, ResponseObject, RootField } from "../graphql/context";
import { gid } from "./gid";
import { moneyFormats } from "./money-formats";
import type { Shop } from "./shop";
import { timeZoneAt } from "./time-zone";

export const shopFields: Readonly<Record<string, RootField>> = {
  shop: (_args, context) => presentShop(context),
};

function presentShop({ shop, sandbox }: GraphqlContext): ResponseObject {
  const zone = timeZoneAt(shop.timeZone, now(sandbox));
  const euros = shop.currency === "EUR";
  const money = moneyFormats(shop.currency);
  return {
    __typename: "Shop",
    id: gid("Shop", shop.id),
    name: shop.name,
    description: null,
    email: shop.email,
    contactEmail: shop.contactEmail,
    myshopifyDomain: shop.domain,
    url: `https://${shop.domain}`,
    primaryDomain: {
      __typename: "Domain",
      id: gid("Domain", shop.id),
      host: shop.domain,
      url: `https://${shop.domain}`,
      sslEnabled: true,
    },
    currencyCode: shop.currency,
    enabledPresentmentCurrencies: [shop.currency],
    currencyFormats: {
      __typename: "CurrencyFormats",
      moneyFormat: money.plain,
      moneyInEmailsFormat: money.plain,
      moneyWithCurrencyFormat: money.withCurrency,
      moneyWithCurrencyInEmailsFormat: money.withCurrency,
    },
    ianaTimezone: shop.timeZone,
    timezoneAbbreviation: zone.abbreviation,
    timezoneOffset: zone.offset,
    timezoneOffsetMinutes: zone.minutes,
    plan: {
      __typename: "ShopPlan",
      displayName: shop.plan,
      publicDisplayName: shop.plan,
      partnerDevelopment: false,
      shopifyPlus: shop.plan === "Plus" || shop.plan === "Enterprise",
    },
    shopOwnerName: ownerName(shop),
    accountOwner: {
      __typename: "StaffMember",
      id: gid("StaffMember", shop.owner.id),
      firstName: shop.owner.firstName,
      lastName: shop.owner.lastName,
      name: ownerName(shop),
      email: shop.owner.email,
      locale: "en",
    },
    shopAddress: shopAddress(shop),
    setupRequired: false,
    // Prices in Europe include taxes.
    taxesIncluded: euros,
    weightUnit: shop.country === "US" ? "POUNDS" : "KILOGRAMS",
    createdAt: isoTime(shop.createdAt),
    updatedAt: isoTime(shop.updatedAt),
  };
}

const ownerName = ({ owner }: Shop): string => `${owner.firstName} ${owner.lastName}`;

function shopAddress(shop: Shop): ResponseObject {
  const country = new Intl.DisplayNames("en", { type: "region" }).of(shop.country) ?? shop.country;
  return {
    __typename: "ShopAddress",
    id: gid("ShopAddress", shop.id),
    name: ownerName(shop),
    firstName: shop.owner.firstName,
    lastName: shop.owner.lastName,
    company: shop.name,
    country,
    countryCode: shop.country,
    countryCodeV2: shop.country,
    formattedArea: country,
    formatted: ({ withCompany }: Args) => [...(withCompany ? [shop.name] : []), country],
  };
}
