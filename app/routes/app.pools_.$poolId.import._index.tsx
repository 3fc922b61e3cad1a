import { useLoaderData } from "@remix-run/react";
import { adminLoader, numberParam, orNotFound } from "../admin/admin.server";
import { ChooseFile } from "../features/codes/import/screens/preview/choose-file";
import { findPool } from "../features/pools/find-pool.server";

export const loader = adminLoader(async ({ services, shop, params, redirect }) => {
  const pool = orNotFound(await findPool(services, shop, numberParam(params, "poolId")));
  // A dynamic pool generates its codes, so show its settings instead.
  if (pool.type === "dynamic") throw redirect(`/app/pools/${pool.id}/settings`);
  return { pool: { id: pool.id, name: pool.name } };
});

/** The first step of an import: choose a file or paste codes. */
export default function ImportStart() {
  return <ChooseFile pool={useLoaderData<typeof loader>().pool} />;
}
