import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { codeActions } from "../admin/actions/code-actions.server";
import { adminAction, adminLoader, numberParam, orNotFound } from "../admin/admin.server";
import { readCodeChange } from "../features/codes/changing/read-code-change.server";
import { codeKey } from "../features/codes/code-text";
import { listCodes } from "../features/codes/list-codes.server";
import { ActiveCodes } from "../features/codes/screens/active-codes";

const codesPerPage = 50;

const querySchema = z.object({
  search: z.string().trim().max(255).catch(""),
  after: z.string().max(300).optional().catch(undefined),
  before: z.string().max(300).optional().catch(undefined),
});

export const loader = adminLoader(async (request) => {
  const { services, shop, url, params } = request;
  const poolId = numberParam(params, "poolId");
  const { search, after, before } = querySchema.parse(Object.fromEntries(url.searchParams));
  // Without a search, a cursor is a number (the queue position). A mistyped one is ignored.
  const fits = (cursor: string) => codeKey(search) !== "" || /^\d{1,15}$/.test(cursor);
  const from = before && fits(before) ? { before } : after && fits(after) ? { after } : {};
  const [found, change, page] = await Promise.all([
    findPagePool(request),
    readCodeChange(services, shop, poolId),
    listCodes(services, shop, { poolId, search, limit: codesPerPage, ...from }),
  ]);
  const { type, available } = orNotFound(found);
  return { poolId, type, available, search, page, change, timeZone: shop.timeZone };
});

export const action = adminAction(codeActions);

export { respondInPlace as clientAction } from "../admin/respond-in-place";

import { findPagePool } from "../admin/page-pool.server";

export default function ActiveCodesTab() {
  return <ActiveCodes {...useLoaderData<typeof loader>()} />;
}
