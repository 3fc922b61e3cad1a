import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { adminLoader } from "../http/admin.server";
import { referenceOf } from "../http/api/reference";
import { useNavigate } from "../http/browser";
import { listPools } from "../pools/list-pools.server";
import { OperationCard } from "../ui/api/operation-card";
import { ProblemsCard } from "../ui/api/problems-card";
import { ReferenceStart } from "../ui/api/reference-start";

const mostPools = 50;

export const loader = adminLoader(async ({ services, shop, url }) => {
  const query = { view: "all" as const, search: "", limit: mostPools };
  const { pools } = await listPools(services, shop, query);
  const wanted = url.searchParams.get("pool");
  const pool = pools.find(({ handle }) => handle === wanted) ?? pools[0];
  const origin = services.env.SHOPIFY_APP_URL;
  return {
    origin,
    pools: pools.map(({ name, handle }) => ({ name, handle })),
    handle: pool?.handle ?? null,
    ...referenceOf(origin, pool?.handle ?? "pool-handle"),
  };
});

export default function ApiReference() {
  const { origin, pools, handle, operations, problems } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  return (
    <Page
      title="API reference"
      backAction={{ content: "API keys", onAction: () => navigate("/app/api-keys") }}
      secondaryActions={[
        { content: "OpenAPI document", url: `${origin}/api/v1/openapi.json`, external: true },
      ]}
    >
      <BlockStack gap="400">
        <ReferenceStart pools={pools} handle={handle} />
        {operations.map((operation) => (
          <OperationCard key={operation.id} operation={operation} />
        ))}
        <ProblemsCard problems={problems} />
      </BlockStack>
    </Page>
  );
}
