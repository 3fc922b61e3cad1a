import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { adminLoader } from "../http/admin.server";
import { referenceOf } from "../http/api/reference";
import { useNavigate } from "../http/browser";
import { chosenPool } from "../http/chosen-pool.server";
import { OperationCard } from "../ui/api/operation-card";
import { ProblemsCard } from "../ui/api/problems-card";
import { ReferenceStart } from "../ui/api/reference-start";

export const loader = adminLoader(async (request) => {
  const pool = await chosenPool(request);
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
