import { isRouteErrorResponse, useLoaderData, useRouteError } from "@remix-run/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { z } from "zod";
import { assignmentActions } from "../admin/actions/assignment-actions.server";
import { adminAction, adminLoader, numberParam, orNotFound } from "../admin/admin.server";
import { largeCursor } from "../admin/ids";
import {
  type HistoryPage,
  listAssignments,
} from "../features/assignments/history/list-assignments.server";
import { History } from "../features/assignments/screens/history";
import type { PoolType } from "../features/pools/pool";
import { readBlock } from "../features/recipients/blocking/read-block.server";
import { customerIdOf } from "../features/recipients/recipient";
import type { PlatformRecord } from "../platform/platform";
import { CouldNotLoad } from "../ui/errors/could-not-load";
import { failureText } from "../ui/forms/failure-text";

const entriesPerPage = 50;

const querySchema = z.object({
  search: z.string().trim().max(300).catch(""),
  after: largeCursor,
  before: largeCursor,
});

/** What happens to the pool's released codes. */
function released(type: PoolType, restock: boolean): "shared" | "restock" | "replace" | "void" {
  if (type === "shared") return "shared";
  if (type === "dynamic") return "replace";
  return restock ? "restock" : "void";
}

export const loader = adminLoader(async (request) => {
  const { services, shop, url, params } = request;
  const poolId = numberParam(params, "poolId");
  const { search, after, before } = querySchema.parse(Object.fromEntries(url.searchParams));
  const from = before ? { before } : after ? { after } : {};
  const query = { poolId, search, limit: entriesPerPage, ...from };
  const [found, page] = await Promise.all([
    findPagePool(request),
    listAssignments(services, shop, query),
  ]);
  const none = page.ok && page.value.entries.length === 0;
  const { name, type, active, archivedAt, restockReleased } = orNotFound(found);
  const platform = services.platform(shop.domain);
  const urlOf = (kind: PlatformRecord["kind"], id: string | undefined | null) =>
    id ? platform.recordUrl({ kind, id }) : null;
  const withUrls = ({ entries, ...rest }: HistoryPage) => ({
    ...rest,
    entries: entries.map((entry) => ({
      ...entry,
      orderUrl: urlOf("order", entry.orderId),
      customerUrl: urlOf("customer", customerIdOf(entry.recipient)),
    })),
  });
  return {
    pool: {
      id: poolId,
      name,
      type,
      open: active && archivedAt === null,
      released: released(type, restockReleased),
    },
    search,
    page: page.ok ? withUrls(page.value) : { entries: [], after: null, before: null },
    withoutCode: none ? await readBlock(services, shop, search) : null,
    searchError: page.ok ? null : failureText(page.failure),
    timeZone: shop.timeZone,
  };
});

export const action = adminAction(assignmentActions);

export { respondInPlace as clientAction } from "../admin/respond-in-place";

import { findPagePool } from "../admin/page-pool.server";

export default function AssignedHistory() {
  return <History {...useLoaderData<typeof loader>()} />;
}

/**
 * A missing page shows the usual error page. A list that can't be read shows an error in its place.
 */
export function ErrorBoundary() {
  const error = useRouteError();
  if (isRouteErrorResponse(error)) return boundary.error(error);
  return <CouldNotLoad what="The assigned history" />;
}
