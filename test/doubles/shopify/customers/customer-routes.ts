import { json, notFound } from "../http/answers";
import type { Route } from "../http/route";
import { plainId } from "../orders/actions/find-line";
import { findShop } from "../shops/find-shop";
import { gid } from "../shops/gid";
import { type CustomerRequest, createCustomer } from "./create-customer";
import { mergeCustomers } from "./merge-customers";

/** Creates and merges customers without the storefront. */
export const customerRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/control/api/shops/:shop/customers",
    handle: async ({ sandbox, params, request }) => {
      const shop = findShop(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      const input = JSON.parse((await request.text()) || "{}") as CustomerRequest;
      const customer = createCustomer(sandbox, shop, input);
      if (typeof customer === "string") return json({ errors: customer }, 422);
      await sandbox.settle();
      const { id, email, firstName, lastName } = customer;
      return json({ id, gid: gid("Customer", id), email, firstName, lastName }, 201);
    },
  },
  {
    method: "POST",
    path: "/control/api/shops/:shop/customers/:customer/merge",
    handle: async ({ sandbox, params, request }) => {
      const shop = findShop(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      const { into = "", fail = false } = JSON.parse((await request.text()) || "{}") as {
        into?: string;
        fail?: boolean;
      };
      const deleted = shop.customers[plainId(params["customer"] ?? "")];
      const survivor = shop.customers[plainId(into)];
      if (!deleted || !survivor || deleted === survivor)
        return notFound("No two customers with these IDs");
      mergeCustomers(sandbox, shop, { kept: survivor, deleted, fail });
      await sandbox.settle();
      return json({ id: survivor.id, gid: gid("Customer", survivor.id), email: survivor.email });
    },
  },
];
