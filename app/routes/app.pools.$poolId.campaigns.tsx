import { useLoaderData, useNavigate } from "@remix-run/react";
import { Box, Button, Card, EmptyState, InlineStack } from "@shopify/polaris";
import { z } from "zod";
import { adminLoader, numberParam } from "../admin/admin.server";
import { smallCursor } from "../admin/ids";
import { listCampaigns } from "../features/campaigns/list-campaigns.server";
import { CampaignsTable } from "../features/campaigns/screens/campaigns-table";

const campaignsPerPage = 25;

const querySchema = z.object({ after: smallCursor, before: smallCursor });

export const loader = adminLoader(async ({ services, shop, url, params }) => {
  const poolId = numberParam(params, "poolId");
  const { after, before } = querySchema.parse(Object.fromEntries(url.searchParams));
  const from = before ? { before } : after ? { after } : {};
  const page = await listCampaigns(services, shop, { poolId, limit: campaignsPerPage, ...from });
  return { poolId, page, timeZone: shop.timeZone };
});

export default function CampaignsTab() {
  const { poolId, page, timeZone } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const create = () => navigate(`/app/campaigns/new?pool=${poolId}`);
  return (
    <Card padding="0">
      {page.campaigns.length > 0 ? (
        <>
          <Box padding="300">
            <InlineStack align="end">
              <Button onClick={create}>New campaign</Button>
            </InlineStack>
          </Box>
          <CampaignsTable page={page} withPool={false} timeZone={timeZone} />
        </>
      ) : (
        <EmptyState
          heading="No campaigns with this pool yet"
          image=""
          action={{ content: "New campaign", onAction: create }}
        >
          <p>A campaign assigns each recipient on a list a code from this pool.</p>
        </EmptyState>
      )}
    </Card>
  );
}
