import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { reconciliationActions } from "../admin/actions/reconciliation-actions.server";
import { adminAction, adminLoader } from "../admin/admin.server";
import { largeCursor } from "../admin/ids";
import { differenceKinds } from "../features/publishing/reconciliation/difference";
import { listDifferences } from "../features/publishing/reconciliation/list-differences.server";
import { readReconciliation } from "../features/publishing/reconciliation/read-reconciliation.server";
import { listIgnoredDifferences } from "../features/publishing/reconciliation/repair/list-ignored-differences.server";
import { ReconciliationPage } from "../features/publishing/reconciliation/screens/reconciliation-page";

const findingsPerPage = 50;
const leftPerPage = 20;

const querySchema = z.object({
  kind: z.enum(differenceKinds).optional().catch(undefined),
  after: largeCursor,
  before: largeCursor,
  left: largeCursor,
});

export const loader = adminLoader(async ({ services, shop, url }) => {
  const {
    after,
    before,
    left: leftAfter,
    ...query
  } = querySchema.parse(Object.fromEntries(url.searchParams));
  const check = await readReconciliation(services, shop);
  const left = await listIgnoredDifferences(services, shop, {
    after: leftAfter ?? 0,
    limit: leftPerPage,
  });
  const kind =
    query.kind ?? differenceKinds.find((candidate) => check && check[candidate] > 0) ?? null;
  if (!check || !kind) {
    return { check, kind: null, findings: { findings: [], after: null, before: null }, left };
  }
  const from = before ? { before } : after ? { after } : {};
  const page = { checkId: check.id, kind, limit: findingsPerPage, ...from };
  return { check, kind, findings: await listDifferences(services, shop, page), left };
});

export const action = adminAction(reconciliationActions);

export { respondInPlace as clientAction } from "../admin/respond-in-place";

export default function Check() {
  return <ReconciliationPage {...useLoaderData<typeof loader>()} />;
}
