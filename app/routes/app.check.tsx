import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { driftIntents } from "../admin/actions/drift-intents.server";
import { adminAction, adminLoader } from "../admin/admin.server";
import { largeCursor } from "../admin/ids";
import { driftKinds } from "../features/publishing/reconciliation/drift";
import { listDriftFindings } from "../features/publishing/reconciliation/list-drift-findings.server";
import { listLeftDrift } from "../features/publishing/reconciliation/list-left-drift.server";
import { readDriftCheck } from "../features/publishing/reconciliation/read-drift-check.server";
import { DriftPage } from "../features/publishing/reconciliation/screens/drift-page";

const findingsPerPage = 50;
const leftPerPage = 20;

const querySchema = z.object({
  kind: z.enum(driftKinds).optional().catch(undefined),
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
  const check = await readDriftCheck(services, shop);
  const left = await listLeftDrift(services, shop, { after: leftAfter ?? 0, limit: leftPerPage });
  const kind = query.kind ?? driftKinds.find((one) => check && check[one] > 0) ?? null;
  if (!check || !kind) {
    return { check, kind: null, findings: { findings: [], after: null, before: null }, left };
  }
  const from = before ? { before } : after ? { after } : {};
  const page = { checkId: check.id, kind, limit: findingsPerPage, ...from };
  return { check, kind, findings: await listDriftFindings(services, shop, page), left };
});

export const action = adminAction(driftIntents);

export { answerInPlace as clientAction } from "../admin/answer-in-place";

export default function Check() {
  return <DriftPage {...useLoaderData<typeof loader>()} />;
}
