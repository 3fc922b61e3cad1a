import { Banner, BlockStack, InlineStack, List } from "@shopify/polaris";
import type { StockVerdict } from "../../campaigns/drafting/judge-stock";
import { Link } from "../../http/browser";
import { verdictWords } from "./verdict-words";

/** Whether the stock suffices, what would happen otherwise, and what to do about it. */
export function StockVerdictBanner(props: {
  verdict: StockVerdict;
  pool: { id: number; name: string };
}) {
  const { verdict, pool } = props;
  const { enough, title, details } = verdictWords(verdict, pool.name);
  if (enough) return <Banner tone="success" title={title} />;
  return (
    <Banner tone="warning" title={title}>
      <BlockStack gap="200">
        <List>
          {details.map((detail) => (
            <List.Item key={detail}>{detail}</List.Item>
          ))}
        </List>
        <InlineStack gap="400">
          <Link to={`/app/pools/${pool.id}/import`}>Import codes</Link>
          <Link to={`/app/pools/${pool.id}/settings`}>
            {verdict.fallbacks.length > 0 ? "Change the fallback" : "Choose a fallback"}
          </Link>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
