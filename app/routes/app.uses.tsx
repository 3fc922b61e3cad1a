import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { adminLoader } from "../admin/admin.server";
import { findPool } from "../features/pools/find-pool.server";
import { UsesPage } from "../features/redemptions/screens/uses-page";
import { listUnexpectedUses } from "../features/redemptions/uses/list-unexpected-uses.server";
import { unexpectedKinds } from "../features/redemptions/uses/unexpected-use";
import { readPeriod } from "../features/statistics/period";

const usesPerPage = 50;

const cursor = z.object({
  at: z.coerce.number().int().min(0).max(8.64e15),
  orderId: z.string().min(1).max(200),
  codeId: z.coerce.number().int().positive(),
});
const querySchema = z.object({
  kind: z.enum(unexpectedKinds).catch("others"),
  pool: z.coerce.number().int().positive().max(2_147_483_647).nullable().catch(null),
});

/** Redemptions by someone other than the recipient, for one pool or all of them. */
export const loader = adminLoader(async ({ services, shop, url }) => {
  const searchParams = Object.fromEntries(url.searchParams);
  const { kind, pool: poolId } = querySchema.parse(searchParams);
  const period = readPeriod(searchParams, services.clock.now(), shop.timeZone);
  const after = cursor.safeParse(searchParams).data ?? null;
  const [page, pool] = await Promise.all([
    listUnexpectedUses(services, shop, { kind, poolId, period, after, limit: usesPerPage }),
    poolId === null ? null : findPool(services, shop, poolId),
  ]);
  const platform = services.platform(shop.domain);
  return {
    kind,
    pool: pool?.ok ? { id: pool.value.id, name: pool.value.name } : null,
    period,
    next: page.next,
    uses: page.uses.map((use) => ({
      ...use,
      orderUrl: platform.recordUrl({ kind: "order", id: use.orderId }),
    })),
  };
});

export default function Uses() {
  return <UsesPage {...useLoaderData<typeof loader>()} />;
}
