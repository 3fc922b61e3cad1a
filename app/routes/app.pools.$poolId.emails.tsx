import { useLoaderData } from "@remix-run/react";
import { adminLoader, numberParam, orNotFound } from "../http/admin.server";
import { findPool } from "../pools/find-pool.server";
import { ToolGuide } from "../ui/guide/tool-guide";

export const loader = adminLoader(async ({ services, shop, params }) => {
  const pool = orNotFound(await findPool(services, shop, numberParam(params, "poolId")));
  const { id, name, handle, active } = pool;
  return { pool: { id, name, handle, active }, apiUrl: services.env.SHOPIFY_APP_URL };
});

export default function EmailsTab() {
  return <ToolGuide {...useLoaderData<typeof loader>()} />;
}
