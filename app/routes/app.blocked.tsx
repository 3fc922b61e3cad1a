import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { adminAction, adminLoader } from "../http/admin.server";
import { recipientIntents } from "../http/intents/recipient-intents.server";
import { listBlocked } from "../recipients/list-blocked.server";
import { BlockedPage } from "../ui/recipients/blocked-page";

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

export const action = adminAction(recipientIntents);

export { answerInPlace as clientAction } from "../http/answer-in-place";

export default function Blocked() {
  return <BlockedPage {...useLoaderData<typeof loader>()} />;
}
