import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { recipientActions } from "../admin/actions/recipient-actions.server";
import { adminAction, adminLoader } from "../admin/admin.server";
import { listBlocked } from "../features/recipients/blocking/list-blocked.server";
import { BlockedPage } from "../features/recipients/screens/blocked-page";

const recipientsPerPage = 50;

const cursor = z.string().max(40).optional().catch(undefined);
const querySchema = z.object({
  search: z.string().trim().max(300).catch(""),
  after: cursor,
  before: cursor,
});

export const loader = adminLoader(async ({ services, shop, url }) => {
  const { search, after, before } = querySchema.parse(Object.fromEntries(url.searchParams));
  const from = before ? { before } : after ? { after } : {};
  const page = await listBlocked(services, shop, { search, limit: recipientsPerPage, ...from });
  return { search, page, timeZone: shop.timeZone };
});

export const action = adminAction(recipientActions);

export { respondInPlace as clientAction } from "../admin/respond-in-place";

export default function Blocked() {
  return <BlockedPage {...useLoaderData<typeof loader>()} />;
}
