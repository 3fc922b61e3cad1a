import type { Customer } from "../customers/customer";
import { findLine } from "../orders/actions/find-line";
import type { Shop } from "../shops/shop";
import { storePath } from "../storefront/session";
import { inDesignMode, type ThemeVisit } from "./theme-visit";

/** The language of the stores' themes. */
export const storeLocale = "en";

/**
 * The Liquid objects that every page of a theme has. Names and units are the documented ones: prices
 * in minor units, `customer` nil for guests, routes without a trailing slash. A store's addresses
 * begin with `/store/NAME` here, so `routes.root_url` is that and not `/`.
 */
export function themeObjects(visit: ThemeVisit): Record<string, unknown> {
  const { shop, session, url } = visit;
  const root = storePath(shop);
  const customer = shop.customers[session.customerId ?? ""];
  return {
    shop: {
      name: shop.name,
      id: Number(shop.id),
      domain: shop.domain,
      permanent_domain: shop.domain,
      url: `https://${shop.domain}`,
      secure_url: `https://${shop.domain}`,
      email: shop.contactEmail,
      currency: shop.currency,
      locale: storeLocale,
    },
    customer: customer ? customerObject(shop, customer) : null,
    cart: cartObject(visit),
    request: {
      host: shop.domain,
      origin: `https://${shop.domain}`,
      path: url.pathname.slice(root.length) || "/",
      page_type: url.pathname === `${root}/cart` ? "cart" : "page",
      design_mode: inDesignMode(visit),
      visual_preview_mode: false,
      locale: { iso_code: storeLocale, primary: true, root_url: root, name: "English" },
    },
    localization: {
      language: { iso_code: storeLocale, primary: true, root_url: root },
      country: { iso_code: shop.country, currency: { iso_code: shop.currency } },
    },
    routes: {
      root_url: root,
      account_url: `${root}/account`,
      account_login_url: `${root}/account`,
      account_logout_url: `${root}/account/sign-out`,
      cart_url: `${root}/cart`,
      cart_add_url: `${root}/cart/add`,
      cart_change_url: `${root}/cart/change`,
      cart_update_url: `${root}/cart/update`,
    },
  };
}

const customerObject = (shop: Shop, customer: Customer) => ({
  id: Number(customer.id),
  email: customer.email,
  phone: customer.phone,
  first_name: customer.firstName,
  last_name: customer.lastName,
  name: [customer.firstName, customer.lastName].filter(Boolean).join(" "),
  tags: customer.tags,
  accepts_marketing: customer.acceptsMarketing,
  has_account: true,
  orders_count: Object.values(shop.orders).filter((order) => order.customerId === customer.id)
    .length,
});

function cartObject({ shop, session }: ThemeVisit) {
  const lines = session.cart.flatMap((one) => findLine(shop, one) ?? []);
  const total = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  return {
    item_count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    empty: lines.length === 0,
    items: lines.map((line) => ({
      id: Number(line.variantId),
      variant_id: Number(line.variantId),
      product_id: Number(line.productId),
      title: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
      quantity: line.quantity,
      price: line.price,
      final_price: line.price,
      line_price: line.price * line.quantity,
      final_line_price: line.price * line.quantity,
      sku: line.sku,
      vendor: line.vendor,
    })),
    original_total_price: total,
    items_subtotal_price: total,
    total_price: total,
    currency: { iso_code: shop.currency },
  };
}
