import type { RequestedAddress } from "../orders/actions/order-request";
import { shopHandle } from "../shops/find-shop";
import type { Shop } from "../shops/shop";

/** A browser's session in a store, kept in a cookie. */
export interface StoreSession {
  cart: { variantId: string; quantity: number }[];
  /** Codes that the buyer entered or that came from a discount link. */
  codes: string[];
  /** The signed-in customer. */
  customerId: string | null;
  /** The language of the store's pages, "en" or "pt-PT". */
  locale: string;
  email: string | null;
  address: RequestedAddress | null;
  /** The selected payment method, and whether this is a test order. */
  payLater: boolean;
  test: boolean;
}

const EMPTY: StoreSession = {
  cart: [],
  codes: [],
  customerId: null,
  locale: "en",
  email: null,
  address: null,
  payLater: false,
  test: false,
};

const cookieName = (shop: Shop): string => `store-${shopHandle(shop)}`;

/**
 * The session of a request. A deleted customer is signed out. `?locale=de` sets the language, as in a
 * checkout's address. Assumed: other pages take it too, instead of a path such as `/de/cart`.
 */
export function readSession(request: Request, shop: Shop): StoreSession {
  const session = storedSession(request, shop);
  const locale = new URL(request.url).searchParams.get("locale");
  return locale === null ? session : { ...session, locale };
}

function storedSession(request: Request, shop: Shop): StoreSession {
  const cookies = (request.headers.get("cookie") ?? "").split(/;\s*/);
  const start = `${cookieName(shop)}=`;
  const value = cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length);
  if (!value) return { ...EMPTY };
  try {
    const text = Buffer.from(value, "base64url").toString("utf8");
    const session: StoreSession = { ...EMPTY, ...JSON.parse(text) };
    return shop.customers[session.customerId ?? ""] ? session : { ...session, customerId: null };
  } catch {
    return { ...EMPTY };
  }
}

/** Adds the session cookie to a response. */
export function withSession(response: Response, shop: Shop, session: StoreSession): Response {
  const value = Buffer.from(JSON.stringify(session)).toString("base64url");
  const path = storePath(shop);
  response.headers.append(
    "set-cookie",
    `${cookieName(shop)}=${value}; Path=${path}; HttpOnly; SameSite=Lax`,
  );
  return response;
}

/** The path of a store's pages: `/store/demo-store`. */
export const storePath = (shop: Pick<Shop, "domain">): string => `/store/${shopHandle(shop)}`;
