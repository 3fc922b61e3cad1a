import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Card, EmptyState, Page } from "@shopify/polaris";
import { adminLoader } from "../admin/admin.server";
import { chosenPool } from "../features/guide/chosen-pool.server";
import { ToolGuide } from "../features/guide/screens/tool-guide";
import { PoolChooser } from "../features/pools/screens/pool-chooser";
import { useNavigate, useSearchParams } from "../ui/browser";

export const loader = adminLoader(async ({ services, shop, url }) => ({
  pool: await chosenPool(services, shop, url.searchParams.get("pool")),
  apiUrl: services.env.SHOPIFY_APP_URL,
}));

export default function Emails() {
  const { pool, apiUrl } = useLoaderData<typeof loader>();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const choose = (handle: string) => {
    const changed = new URLSearchParams(params);
    changed.set("pool", handle);
    setParams(changed, { preventScrollReset: true });
  };
  return (
    <Page
      title="Use in emails"
      subtitle="Set up your email tool so each recipient gets a code."
      secondaryActions={[
        { content: "API keys", onAction: () => navigate("/app/api-keys") },
        { content: "API reference", onAction: () => navigate("/app/api-reference") },
      ]}
    >
      {pool ? (
        <BlockStack gap="400">
          <Card>
            <PoolChooser label="Pool" chosen={pool} onChoose={choose} />
          </Card>
          {!pool.active && (
            <Banner tone="warning">
              The pool {pool.name} is inactive. It won’t assign codes until you activate it.
            </Banner>
          )}
          <ToolGuide pool={pool} apiUrl={apiUrl} />
        </BlockStack>
      ) : (
        <Card>
          <EmptyState
            heading="No pools yet"
            image=""
            action={{ content: "Coupon Management", onAction: () => navigate("/app") }}
          >
            <p data-testid="guide-empty-state">Create a pool first to get its setup steps.</p>
          </EmptyState>
        </Card>
      )}
    </Page>
  );
}
