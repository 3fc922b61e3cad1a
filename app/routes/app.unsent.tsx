import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { unsentActions } from "../admin/actions/unsent-actions.server";
import { adminAction, adminLoader } from "../admin/admin.server";
import { UnsentPage } from "../features/assignments/screens/unsent-page";
import { countUnsent, listUnsent } from "../features/assignments/unsent/list-unsent.server";

const codesPerPage = 50;

const afterSchema = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).catch(0);

/** Replacement codes that haven't been sent to their recipients yet. */
export const loader = adminLoader(async ({ services, shop, url }) => {
  const afterId = afterSchema.parse(url.searchParams.get("after") ?? 0);
  const [found, unsent] = await Promise.all([
    listUnsent(services, shop, { afterId, throughId: null, limit: codesPerPage + 1 }),
    countUnsent(services, shop),
  ]);
  const codes = found.slice(0, codesPerPage);
  const next = found.length > codesPerPage ? (codes.at(-1)?.assignmentId ?? null) : null;
  return { codes, next, first: afterId === 0, ...unsent };
});

export const action = adminAction(unsentActions);

export { respondInPlace as clientAction } from "../admin/respond-in-place";

export default function Unsent() {
  return <UnsentPage {...useLoaderData<typeof loader>()} />;
}
