import type { Sandbox } from "../sandbox";
import type { Shop } from "./shop";

export const findShop = (sandbox: Sandbox, domain: string): Shop | undefined =>
  sandbox.world.shops[domain];

/** The handle in the admin's URLs: `demo-store` for `demo-store.myshopify.com`. */
export const shopHandle = (shop: Pick<Shop, "domain">): string =>
  shop.domain.replace(/\.myshopify\.com$/, "");

export const findShopByHandle = (sandbox: Sandbox, handle: string): Shop | undefined =>
  findShop(sandbox, `${handle}.myshopify.com`);
