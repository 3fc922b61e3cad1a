import { BlockStack, Box, Card, EmptyState, IndexTable, Text } from "@shopify/polaris";
import { moment } from "../../../core/format";
import { useNavigation, useSearchParams } from "../../../ui/browser";
import { CursorPages } from "../../../ui/cursor-pages";
import { ScrollableTable } from "../../../ui/scrollable-table";
import { useShopFacts } from "../../../ui/shop-facts";
import { recipientText } from "../../recipients/screens/recipient-text";
import type { RefusedPage } from "../upload/list-refused-codes.server";

/** Codes of a pool that the platform rejected: the reason and the recipient. */
export function RefusedCodes({ page }: { page: RefusedPage }) {
  const { timeZone, platform } = useShopFacts();
  const [params] = useSearchParams();
  const loading = useNavigation().state === "loading";
  return (
    <Card padding="0">
      <Box padding="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Rejected codes
          </Text>
          <Text as="p" tone="subdued">
            {platform} rejected these codes, so they don’t work in your store. If the app generates
            this pool’s codes, it replaced the ones that weren’t assigned.
          </Text>
        </BlockStack>
      </Box>
      {page.codes.length === 0 ? (
        <EmptyState heading="No rejected codes" image="">
          <p>{platform} has accepted all of this pool’s codes so far.</p>
        </EmptyState>
      ) : (
        <ScrollableTable label="Rejected codes">
          <IndexTable
            selectable={false}
            loading={loading}
            itemCount={page.codes.length}
            resourceName={{ singular: "code", plural: "codes" }}
            headings={[{ title: "Code" }, { title: "Reason" }, { title: "Assigned to" }]}
          >
            {page.codes.map((code, position) => (
              <IndexTable.Row key={code.id} id={String(code.id)} position={position}>
                <IndexTable.Cell>
                  <span className="Address">
                    <Text as="span" fontWeight="medium">
                      {code.code}
                    </Text>
                  </span>
                </IndexTable.Cell>
                <IndexTable.Cell className="Wrapping">{code.reason}</IndexTable.Cell>
                <IndexTable.Cell>
                  {code.assignedAt === null ? (
                    "Not assigned"
                  ) : (
                    <span className="Address">
                      {recipientText(code.recipient)}, {moment(code.assignedAt, timeZone)}
                    </span>
                  )}
                </IndexTable.Cell>
              </IndexTable.Row>
            ))}
          </IndexTable>
        </ScrollableTable>
      )}
      <CursorPages page={page} params={params} />
    </Card>
  );
}
