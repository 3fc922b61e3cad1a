import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { adminLoader } from "../http/admin.server";
import { findPool } from "../pools/find-pool.server";
import { NewCampaign } from "../ui/campaigns/new-campaign";

const poolId = z.coerce.number().int().positive().max(2_147_483_647);

export const loader = adminLoader(async ({ services, shop, url }) => {
  const asked = poolId.safeParse(url.searchParams.get("pool"));
  const pool = asked.success ? await findPool(services, shop, asked.data) : undefined;
  if (!pool?.ok) return { pool: null };
  const { id, name, available } = pool.value;
  return { pool: { id, name, available } };
});

export default function CampaignStart() {
  return <NewCampaign pool={useLoaderData<typeof loader>().pool} />;
}
