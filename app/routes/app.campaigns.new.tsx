import { useLoaderData } from "@remix-run/react";
import { adminLoader } from "../admin/admin.server";
import { smallId } from "../admin/ids";
import { NewCampaign } from "../features/campaigns/screens/draft/new-campaign";
import { findPool } from "../features/pools/find-pool.server";

const poolId = smallId;

export const loader = adminLoader(async ({ services, shop, url }) => {
  const requested = poolId.safeParse(url.searchParams.get("pool"));
  const pool = requested.success ? await findPool(services, shop, requested.data) : undefined;
  if (!pool?.ok) return { pool: null };
  const { id, name, available } = pool.value;
  return { pool: { id, name, available } };
});

export default function CampaignStart() {
  return <NewCampaign pool={useLoaderData<typeof loader>().pool} />;
}
