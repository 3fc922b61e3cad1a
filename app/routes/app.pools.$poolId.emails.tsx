import { useLoaderData } from "@remix-run/react";
import { adminLoader, orNotFound } from "../admin/admin.server";
import { findPagePool } from "../admin/page-pool.server";
import { ToolGuide } from "../features/guide/screens/tool-guide";

export const loader = adminLoader(async (request) => {
  const { services } = request;
  const pool = orNotFound(await findPagePool(request));
  const { id, name, handle, active } = pool;
  return { pool: { id, name, handle, active }, apiUrl: services.env.SHOPIFY_APP_URL };
});

export default function EmailsTab() {
  return <ToolGuide {...useLoaderData<typeof loader>()} />;
}
