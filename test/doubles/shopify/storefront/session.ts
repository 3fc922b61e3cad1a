import type { RequestedAddress } from "../orders/actions/order-request";
import { shopHandle } from "../shops/find-shop";
import type { Shop } from "../shops/shop";

/** What a store knows of the browser in front of it; it is kept in a cookie. */
export interface StoreSession {
  cart: { variantId: string; quantity: number }[];
  /** Codes the buyer applied, or followed a link to. */
  codes: string[];
  /** Who is signed in. */
  customerId: string | null;
  email: string | null;
  address: RequestedAddress | null;
  /** How the buyer chose to pay, and whether this is a test. */
  payLater: boolean;
  test: boolean;
}

const EMPTY: StoreSession = {
  cart: [],
  codes: [],
  customerId: null,
  email: null,
  address: null,
  payLater: false,
  test: false,
};

const cookieName = (shop: Shop): string => `store-${shopHandle(shop)}`;

/** The session of a request. A customer who is gone is signed out. */
export function readSession(request: Request, shop: Shop): StoreSession {
  const cookies = (request.headers.get("cookie") ?? "").split(/;\s*/);
  const start = `${cookieName(shop)}=`;
  const value = cookies.find((one) => one.startsWith(start))?.slice(start.length);
  if (!value) return { ...EMPTY };
  try {
    const text = Buffer.from(value, "base64url").toString("utf8");
    const session: StoreSession = { ...EMPTY, ...JSON.parse(text) };
    return shop.customers[session.customerId ?? ""] ? session : { ...session, customerId: null };
  } catch {
    return { ...EMPTY };
  }
}

/** An answer that keeps the session in the browser. */
export function withSession(answer: Response, shop: Shop, session: StoreSession): Response {
  const value = Buffer.from(JSON.stringify(session)).toString("base64url");
  const path = storePath(shop);
  answer.headers.append(
    "set-cookie",
    `${cookieName(shop)}=${value}; Path=${path}; HttpOnly; SameSite=Lax`,
  );
  return answer;
}

/** Where a store's pages are: `/store/demo-store`. */
export const storePath = (shop: Pick<Shop, "domain">): string => `/store/${shopHandle(shop)}`;
