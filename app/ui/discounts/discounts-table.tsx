import { BlockStack, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { statusAt } from "../../discounts/discount";
import { discountWorth } from "../../discounts/discount-sentence";
import type { ListedDiscount } from "../../discounts/list-discounts.server";
import { Link } from "../../http/browser";
import { number } from "../format";
import { ScrollableTable } from "../scrollable-table";
import { useShopFacts } from "../shop-facts";
import { DiscountStatusBadge } from "./discount-status-badge";

/** The list of discounts: what each is worth, how many codes it has, and which pools use it. */
export function DiscountsTable(props: { discounts: ListedDiscount[]; loading: boolean }) {
  const shop = useShopFacts();
  return (
    <ScrollableTable label="Discounts">
      <IndexTable
        selectable={false}
        loading={props.loading}
        itemCount={props.discounts.length}
        resourceName={{ singular: "discount", plural: "discounts" }}
        headings={[
          { title: "Discount" },
          { title: "Worth" },
          { title: "Codes", alignment: "end" },
          { title: "Pools" },
        ]}
      >
        {props.discounts.map((discount, position) => (
          <IndexTable.Row key={discount.id} id={String(discount.id)} position={position}>
            <IndexTable.Cell>
              <InlineStack gap="200" blockAlign="center">
                <Text as="span" fontWeight="semibold" breakWord>
                  {discount.title}
                </Text>
                <DiscountStatusBadge status={statusAt(discount, shop.now)} />
              </InlineStack>
            </IndexTable.Cell>
            <IndexTable.Cell className="Wrapping">{discountWorth(discount, shop)}</IndexTable.Cell>
            <IndexTable.Cell>
              <Text as="span" alignment="end" numeric>
                {codesText(discount)}
              </Text>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <PoolsUsing use={discount.use} />
            </IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
    </ScrollableTable>
  );
}

function codesText({ codesCount, codesCountIsExact }: ListedDiscount): string {
  if (codesCount === null) return "–";
  return `${number(codesCount)}${codesCountIsExact ? "" : "+"}`;
}

function PoolsUsing({ use }: { use: ListedDiscount["use"] }) {
  if (use.pools === 0) return <>–</>;
  const more = use.pools - use.first.length;
  return (
    <BlockStack gap="050">
      {use.first.map(({ id, name }) => (
        <Link key={id} to={`/app/pools/${id}`}>
          {name}
        </Link>
      ))}
      {more > 0 && <Text as="span" tone="subdued">{`and ${number(more)} more`}</Text>}
    </BlockStack>
  );
}
