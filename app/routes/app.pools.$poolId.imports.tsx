import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { listBatches } from "../codes/import/list-batches.server";
import { adminLoader, numberParam } from "../http/admin.server";
import { smallCursor } from "../http/ids";
import { Imports } from "../ui/import/imports";

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
