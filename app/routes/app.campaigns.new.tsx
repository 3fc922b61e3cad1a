import { useLoaderData } from "@remix-run/react";
import { adminLoader } from "../http/admin.server";
import { smallId } from "../http/ids";
import { findPool } from "../pools/find-pool.server";
import { NewCampaign } from "../ui/campaigns/new-campaign";

const poolId = smallId;

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
