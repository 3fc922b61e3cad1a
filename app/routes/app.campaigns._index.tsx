import { useLoaderData, useNavigate } from "@remix-run/react";
import { Button, Card, EmptyState, Page } from "@shopify/polaris";
import { z } from "zod";
import { adminLoader } from "../admin/admin.server";
import { smallCursor } from "../admin/ids";
import { listCampaigns } from "../features/campaigns/list-campaigns.server";
import { CampaignsTable } from "../features/campaigns/screens/campaigns-table";

const campaignsPerPage = 25;

const querySchema = z.object({ after: smallCursor, before: smallCursor });

export const loader = adminLoader(async ({ services, shop, url }) => {
  const { after, before } = querySchema.parse(Object.fromEntries(url.searchParams));
  const from = before ? { before } : after ? { after } : {};
  const page = await listCampaigns(services, shop, { limit: campaignsPerPage, ...from });
  return { page, timeZone: shop.timeZone };
});

export default function Campaigns() {
  const { page, timeZone } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const create = () => navigate("/app/campaigns/new");
  return (
    <Page
      title="Campaigns"
      subtitle="Send a unique code to everyone on a list."
      primaryAction={
        <Button variant="primary" onClick={create}>
          New campaign
        </Button>
      }
    >
      <Card padding="0">
        {page.campaigns.length > 0 ? (
          <CampaignsTable page={page} withPool timeZone={timeZone} />
        ) : (
          <EmptyState
            heading="No campaigns yet"
            image=""
            action={{ content: "New campaign", onAction: create }}
          >
            <p data-testid="campaigns-empty-state">
              Upload a list of recipients, check that you have enough codes, assign each recipient a
              code, and download the results for your email tool.
            </p>
          </EmptyState>
        )}
      </Card>
    </Page>
  );
}
