import { useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { Card, EmptyState, Page } from "@shopify/polaris";
import { z } from "zod";
import { adminLoader } from "../admin/admin.server";
import { largeCursor, smallCursor } from "../admin/ids";
import { listActors } from "../features/audit/list-actors.server";
import { listAudit } from "../features/audit/list-audit.server";
import { ActivityFilter } from "../features/audit/screens/activity-filter";
import { ActivityTable } from "../features/audit/screens/activity-table";
import { findPool } from "../features/pools/find-pool.server";
import { readAddresses } from "../features/recipients/read-addresses.server";
import { CursorPages } from "../ui/cursor-pages";

const entriesPerPage = 50;

const querySchema = z.object({
  actor: z.string().max(200).catch(""),
  pool: smallCursor,
  after: largeCursor,
  before: largeCursor,
});

export const loader = adminLoader(async ({ services, shop, url }) => {
  const query = querySchema.parse(Object.fromEntries(url.searchParams));
  const pool = query.pool === undefined ? undefined : await findPool(services, shop, query.pool);
  const [page, actors] = await Promise.all([
    listAudit(services, shop, {
      ...(query.actor && { actor: query.actor }),
      ...(query.pool && { poolId: query.pool }),
      ...(query.before ? { before: query.before } : query.after ? { after: query.after } : {}),
      limit: entriesPerPage,
    }),
    listActors(services, shop),
  ]);
  const people = page.entries.flatMap(({ detail }) => {
    const { recipient } = detail;
    return typeof recipient === "number" ? [recipient] : [];
  });
  const addresses = await readAddresses(services, shop, people);
  const entries = page.entries.map((entry) => ({
    ...entry,
    recipient: addresses.get(Number(entry.detail["recipient"])),
  }));
  return {
    page: { ...page, entries },
    actors,
    timeZone: shop.timeZone,
    actor: query.actor,
    pool: query.pool
      ? { id: query.pool, name: pool?.ok ? pool.value.name : `number ${query.pool}` }
      : null,
  };
});

export default function Activity() {
  const { page, actors, timeZone, actor, pool } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const loading = useNavigation().state !== "idle";
  return (
    <Page title="Activity" subtitle="Recent changes, newest first.">
      <Card padding="0">
        <ActivityFilter actors={actors} query={{ actor, pool }} />
        {page.entries.length > 0 ? (
          <>
            <ActivityTable entries={page.entries} timeZone={timeZone} loading={loading} />
            <CursorPages page={page} params={params} />
          </>
        ) : (
          <EmptyState
            heading={actor || pool ? "No activity matches these filters" : "No activity yet"}
            image=""
          >
            <p>Changes made by people, API keys and the app appear here.</p>
          </EmptyState>
        )}
      </Card>
    </Page>
  );
}
