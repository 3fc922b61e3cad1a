import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { adminLoader } from "../admin/admin.server";
import { referenceOf } from "../api/reference/reference";
import { OperationCard } from "../api/reference/screens/operation-card";
import { ProblemsCard } from "../api/reference/screens/problems-card";
import { ReferenceStart } from "../api/reference/screens/reference-start";
import { chosenPool } from "../features/guide/chosen-pool.server";
import { useNavigate } from "../ui/browser";

export const loader = adminLoader(async (request) => {
  const pool = await chosenPool(
    request.services,
    request.shop,
    request.url.searchParams.get("pool"),
  );
  const origin = request.services.env.SHOPIFY_APP_URL;
  return {
    origin,
    pool,
    ...referenceOf(origin, pool?.handle ?? "pool-handle"),
  };
});

export default function ApiReference() {
  const { origin, pool, operations, problems } = useLoaderData<typeof loader>();
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
        <ReferenceStart pool={pool} />
        {operations.map((operation) => (
          <OperationCard key={operation.id} operation={operation} />
        ))}
        <ProblemsCard problems={problems} />
      </BlockStack>
    </Page>
  );
}
