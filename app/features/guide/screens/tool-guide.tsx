import { Banner, BlockStack } from "@shopify/polaris";
import { useSearchParams } from "../../../ui/browser";
import type { ChosenPool } from "../chosen-pool.server";
import { ToolAbilities } from "./tool-abilities";
import { ToolLinks } from "./tool-links";
import { ToolSteps } from "./tool-steps";
import { toolById } from "./tools";

/** How an email tool gets codes from a pool. `?tool=` in the URL selects the tool. */
export function ToolGuide({ pool, apiUrl }: { pool: ChosenPool; apiUrl: string }) {
  const [params] = useSearchParams();
  const tool = toolById(params.get("tool"));
  return (
    <BlockStack gap="400">
      <ToolLinks chosen={tool} />
      {!apiUrl.startsWith("https://") && (
        <Banner tone="warning">
          This app runs at {apiUrl}, which tools on the internet can’t reach. The addresses below
          work once the app has a public HTTPS address.
        </Banner>
      )}
      <ToolAbilities tool={tool} />
      <ToolSteps tool={tool} pool={pool} apiUrl={apiUrl} />
    </BlockStack>
  );
}
