import { Banner, BlockStack, Button, InlineStack, List } from "@shopify/polaris";
import { Link } from "../../../../ui/browser";
import { Refusal } from "../../../../ui/forms/refusal";
import { useFormAction } from "../../../../ui/forms/use-form-action";
import type { StockCheck } from "../../drafting/check-stock";
import { stockCheckText } from "./stock-check-text";

/** Whether there are enough codes, and what to do if not. */
export function StockCheckBanner(props: {
  stockCheck: StockCheck;
  pool: { id: number; name: string };
}) {
  const { stockCheck, pool } = props;
  const lengthening = useFormAction("lengthen", { action: `/app/pools/${pool.id}/settings` });
  const { enough, title, details } = stockCheckText(stockCheck, pool.name);
  if (enough) return <Banner tone="success" title={title} />;
  return (
    <Banner tone="warning" title={title}>
      <BlockStack gap="200">
        <List>
          {details.map((detail) => (
            <List.Item key={detail}>{detail}</List.Item>
          ))}
        </List>
        <Refusal message={lengthening.refusal?.message} />
        <InlineStack gap="400" blockAlign="center">
          {stockCheck.longer && (
            <Button
              loading={lengthening.busy}
              onClick={() => lengthening.submit({ length: String(stockCheck.longer?.to) })}
            >
              {`Use ${stockCheck.longer.to} characters`}
            </Button>
          )}
          {stockCheck.bound === null && (
            <Link to={`/app/pools/${pool.id}/import`}>Import codes</Link>
          )}
          {stockCheck.bound !== null && !stockCheck.longer && (
            <Link to={`/app/pools/${pool.id}/settings`}>Edit code generation</Link>
          )}
          <Link to={`/app/pools/${pool.id}/settings`}>
            {stockCheck.fallbacks.length > 0 ? "Change fallback" : "Choose fallback"}
          </Link>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
