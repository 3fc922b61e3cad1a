import { isRouteErrorResponse, useLoaderData, useRouteError } from "@remix-run/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { findAudience } from "../campaigns/find-audience.server";
import { listMembers } from "../campaigns/list-members.server";
import { adminAction, adminLoader, numberParam, orNotFound } from "../http/admin.server";
import { audienceIntents } from "../http/intents/assignment-intents.server";
import { memberRefusalText } from "../http/member-refusal-text";
import { AudienceReport } from "../ui/assignments/audience-report";
import { CouldNotLoad } from "../ui/assignments/could-not-load";

/** Refused lines that the page shows; the file has all of them. */
const refusedShown = 100;

export const loader = adminLoader(async ({ services, shop, params }) => {
  const poolId = numberParam(params, "poolId");
  const audienceId = numberParam(params, "audienceId");
  const audience = orNotFound(await findAudience(services, shop, { poolId, audienceId }));
  const page = { audienceId, afterLine: 0, limit: refusedShown, refusedOnly: true };
  const refused = audience.refused === 0 ? [] : await listMembers(services, shop, page);
  return {
    audience,
    refused: refused.map(({ line, address, refusal }) => ({
      line,
      address,
      reason: refusal ? memberRefusalText(refusal) : "",
    })),
    timeZone: shop.timeZone,
  };
});

export const action = adminAction(audienceIntents);

export default function AudiencePage() {
  return <AudienceReport {...useLoaderData<typeof loader>()} />;
}

/** A page that is not there is told as everywhere; a list that cannot be read is told in its place. */
export function ErrorBoundary() {
  const error = useRouteError();
  if (isRouteErrorResponse(error)) return boundary.error(error);
  return <CouldNotLoad what="The list" />;
}
