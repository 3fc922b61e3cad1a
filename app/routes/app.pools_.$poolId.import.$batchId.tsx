import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { AdminRequest } from "../admin/admin.server";
import {
  adminAction,
  adminLoader,
  formAction,
  numberParam,
  orNotFound,
} from "../admin/admin.server";
import { signDownload } from "../admin/download-link.server";
import { success } from "../core/result";
import { changeParseOptions } from "../features/codes/import/drafting/change-parse-options.server";
import { discardDraft } from "../features/codes/import/drafting/discard-draft.server";
import { previewImport } from "../features/codes/import/drafting/preview-import.server";
import { startImport } from "../features/codes/import/drafting/start-import.server";
import { findBatch } from "../features/codes/import/find-batch.server";
import { listRejects } from "../features/codes/import/list-rejects.server";
import { stopImport } from "../features/codes/import/running/stop-import.server";
import { ImportReportPage } from "../features/codes/import/screens/import-report-page";
import { ImportPreviewPage } from "../features/codes/import/screens/preview/import-preview-page";
import { startUndo } from "../features/codes/import/undo/start-undo.server";
import { findPool } from "../features/pools/find-pool.server";
import { lookUpUploaded } from "../features/publishing/store-check/look-up-uploaded.server";
import { readStoreCheck } from "../features/publishing/store-check/read-store-check.server";
import { meanings } from "../files/parse/columns/headings";
import { delimiters } from "../files/parse/parse-options";

const rejectsPerPage = 50;

const place = (params: AdminRequest["params"]) => ({
  poolId: numberParam(params, "poolId"),
  batchId: numberParam(params, "batchId"),
});

export const loader = adminLoader(async ({ services, shop, params, url }) => {
  const { poolId, batchId } = place(params);
  const found = orNotFound(await findPool(services, shop, poolId));
  const batch = orNotFound(await findBatch(services, shop, { poolId, batchId }));
  const { id, name, active, discountId } = found;
  const pool = { id, name, active, linked: discountId !== null };
  const { timeZone } = shop;
  if (batch.state === "draft") {
    const preview = orNotFound(await previewImport(services, shop, { poolId, batchId }));
    return { step: "preview" as const, pool, preview, timeZone };
  }
  const after = z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .catch(0)
    .parse(url.searchParams.get("after"));
  const rejects = await listRejects(services, shop, { batchId, after, limit: rejectsPerPage });
  const storeCheck = await readStoreCheck(services, shop, poolId);
  return { step: "report" as const, pool, batch, rejects, after, storeCheck, timeZone };
});

const flag = z.enum(["true", "false"]).transform((text) => text === "true");

export const action = adminAction({
  read: formAction(
    z.object({
      delimiter: z.enum(delimiters).optional(),
      sheet: z.string().max(255).optional(),
      /** Rows above the header. "none": there is no header. */
      namesAt: z.union([z.literal("none"), z.coerce.number().int().min(0).max(100)]).optional(),
      dayFirst: flag.optional(),
      withHidden: flag.optional(),
      withOdd: flag.optional(),
      withoutBadDates: flag.optional(),
      columns: z
        .string()
        .transform((text) => text.split(","))
        .pipe(z.array(z.enum(meanings)))
        .optional(),
    }),
    ({ services, shop, params }, { namesAt, ...change }) =>
      changeParseOptions(services, shop, {
        ...place(params),
        ...change,
        ...(namesAt === "none" && { header: false }),
        ...(typeof namesAt === "number" && { header: true, above: namesAt }),
      }),
  ),
  "look-up": formAction(
    z.object({ codes: z.string().max(10_000) }),
    ({ services, shop }, { codes }) => lookUpUploaded(services, shop, codes.split("\n")),
  ),
  start: formAction(
    z.object({ confirmed: flag.optional() }),
    ({ services, shop, params, actor }, { confirmed }) =>
      startImport(services, shop, { ...place(params), actor, confirmed: confirmed ?? false }),
  ),
  discard: formAction(z.object({}), async ({ services, shop, params }) => {
    await discardDraft(services, shop, place(params));
    throw redirect(`/app/pools/${params["poolId"]}/import`);
  }),
  stop: formAction(z.object({}), ({ services, shop, params, actor }) =>
    stopImport(services, shop, { ...place(params), actor }),
  ),
  undo: formAction(z.object({ keepAssigned: flag.optional() }), (request, { keepAssigned }) =>
    startUndo(request.services, request.shop, {
      ...place(request.params),
      keepAssigned: keepAssigned ?? false,
      actor: request.actor,
    }),
  ),
  export: formAction(z.object({}), async ({ services, shop, params }) => {
    const { poolId, batchId } = place(params);
    orNotFound(await findBatch(services, shop, { poolId, batchId }));
    const path = `/app/pools/${poolId}/imports/${batchId}/report`;
    return success({ href: signDownload(services, shop, path) });
  }),
});

/** An import: its preview while it is a draft, then its progress and its report. */
export { respondInPlace as clientAction } from "../admin/respond-in-place";

export default function Import() {
  const data = useLoaderData<typeof loader>();
  if (data.step === "preview") return <ImportPreviewPage {...data} />;
  return <ImportReportPage {...data} />;
}
