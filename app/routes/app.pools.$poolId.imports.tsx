import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { adminLoader, numberParam } from "../admin/admin.server";
import { smallCursor } from "../admin/ids";
import { listBatches } from "../features/codes/import/list-batches.server";
import { Imports } from "../features/codes/import/screens/imports";

const importsPerPage = 25;

const querySchema = z.object({ after: smallCursor, before: smallCursor });

export const loader = adminLoader(async ({ services, shop, url, params }) => {
  const poolId = numberParam(params, "poolId");
  const { after, before } = querySchema.parse(Object.fromEntries(url.searchParams));
  const from = before ? { before } : after ? { after } : {};
  const page = await listBatches(services, shop, { poolId, limit: importsPerPage, ...from });
  return { poolId, page, timeZone: shop.timeZone };
});

export default function ImportsTab() {
  return <Imports {...useLoaderData<typeof loader>()} />;
}
