import { expect, it } from "vitest";
import { success } from "../../../core/result";
import type { SendRequest } from "../graphql/admin-client.server";
import { listDiscounts } from "./list-discounts.server";

it("leaves out an automatic discount in the list of code discounts", async () => {
  const ids = ["gid://shopify/DiscountAutomaticNode/1", "gid://shopify/DiscountCodeNode/2"];
  const read: unknown[] = [];
  const send = (async (operation: { name: string }, variables: { ids?: string[] }) => {
    if (operation.name !== "ListDiscounts") {
      read.push(variables.ids);
      return success({ nodes: [null] });
    }
    const pageInfo = { hasNextPage: true, endCursor: "next" };
    return success({ discountNodes: { nodes: ids.map((id) => ({ id })), pageInfo } });
  }) as SendRequest;
  expect(await listDiscounts(send, { search: "", cursor: null, limit: 2 })).toEqual({
    ok: true,
    value: { discounts: [], nextCursor: "next" },
  });
  expect(read).toEqual([["gid://shopify/DiscountCodeNode/2"]]);
});
