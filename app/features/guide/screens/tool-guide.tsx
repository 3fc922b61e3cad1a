import { Banner, BlockStack } from "@shopify/polaris";
import { useSearchParams } from "../../../ui/browser";
import type { ChosenPool } from "../chosen-pool.server";
import { ToolAbilities } from "./tool-abilities";
import { ToolLinks } from "./tool-links";
import { ToolSteps } from "./tool-steps";
import { toolById } from "./tools";

/** How an email tool comes by the codes of a pool. `?tool=` in the address says which tool. */
export function ToolGuide({ pool, apiUrl }: { pool: ChosenPool; apiUrl: string }) {
  const [params] = useSearchParams();
  const tool = toolById(params.get("tool"));
  return (
    <BlockStack gap="400">
      <ToolLinks chosen={tool} />
      {!apiUrl.startsWith("https://") && (
        <Banner tone="warning">
          This app listens at {apiUrl}, where tools on the internet cannot reach it. The addresses
          below are right once it has a public HTTPS address.
        </Banner>
      )}
      <ToolAbilities tool={tool} />
      <ToolSteps tool={tool} pool={pool} apiUrl={apiUrl} />
    </BlockStack>
  );
}
