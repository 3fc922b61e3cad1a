import { BlockStack, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { number } from "../../../core/format";
import { AdminLink } from "../../../ui/admin-link";
import { Link } from "../../../ui/browser";
import { ScrollableTable } from "../../../ui/scrollable-table";
import { useShopFacts } from "../../../ui/shop-facts";
import { type DiscountStatus, statusAt } from "../discount";
import { discountWorth } from "../discount-sentence";
import type { ListedDiscount } from "../list-discounts.server";
import { DiscountStatusBadge } from "./discount-status-badge";

/** Discounts with their summary, number of codes and pools. */
export function DiscountsTable(props: {
  discounts: ListedDiscount[];
  loading: boolean;
  /** Placeholder for a number of codes that isn't loaded. */
  codesUnknown: string;
}) {
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
          { title: "Details" },
          { title: "Codes", alignment: "end" },
          { title: "Pools" },
        ]}
      >
        {props.discounts.map((discount, position) => (
          <IndexTable.Row key={discount.id} id={String(discount.id)} position={position}>
            <IndexTable.Cell>
              <InlineStack gap="200" blockAlign="center">
                <Text as="span" fontWeight="semibold" breakWord>
                  <AdminLink url={discount.url}>{discount.title}</AdminLink>
                </Text>
                <DiscountStatusBadge status={statusAt(discount, shop.now)} />
              </InlineStack>
            </IndexTable.Cell>
            <IndexTable.Cell className="Wrapping">{discountWorth(discount, shop)}</IndexTable.Cell>
            <IndexTable.Cell>
              <Text as="span" alignment="end" numeric>
                {discount.codesCount === null ? props.codesUnknown : codesText(discount)}
              </Text>
            </IndexTable.Cell>
            <IndexTable.Cell>
              {discount.use.pools > 0 ? (
                <PoolsUsing use={discount.use} />
              ) : (
                <NoPool discount={discount} status={statusAt(discount, shop.now)} />
              )}
            </IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
    </ScrollableTable>
  );
}

function codesText({ codesCount, codesCountIsExact }: ListedDiscount): string {
  return `${number(codesCount ?? 0)}${codesCountIsExact ? "" : "+"}`;
}

function PoolsUsing({ use }: { use: ListedDiscount["use"] }) {
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

/** A link to create a pool with the discount, or why that isn't possible. */
function NoPool({ discount, status }: { discount: ListedDiscount; status: DiscountStatus }) {
  if (status === "expired") return <Text as="span">Ended: extend it to use it in a pool</Text>;
  return (
    <Link to={`/app?discount=${discount.id}`} aria-label={`Create pool with ${discount.title}`}>
      Create pool
    </Link>
  );
}
