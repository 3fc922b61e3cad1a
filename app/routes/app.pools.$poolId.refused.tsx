import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { adminLoader, numberParam } from "../admin/admin.server";
import { largeCursor } from "../admin/ids";
import { RefusedCodes } from "../features/publishing/screens/refused-codes";
import { listRefusedCodes } from "../features/publishing/upload/list-refused-codes.server";

const codesPerPage = 50;

const querySchema = z.object({ after: largeCursor, before: largeCursor });

export const loader = adminLoader(async ({ services, shop, url, params }) => {
  const poolId = numberParam(params, "poolId");
  const { after, before } = querySchema.parse(Object.fromEntries(url.searchParams));
  const from = before ? { before } : after ? { after } : {};
  return listRefusedCodes(services, shop, { poolId, limit: codesPerPage, ...from });
});

export default function RefusedTab() {
  return <RefusedCodes page={useLoaderData<typeof loader>()} />;
}
