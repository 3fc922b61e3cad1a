import { BlockStack, Box, Card, EmptyState, IndexTable, Text } from "@shopify/polaris";
import { useNavigation, useSearchParams } from "../../../ui/browser";
import { CursorPages } from "../../../ui/cursor-pages";
import { moment } from "../../../ui/format";
import { ScrollableTable } from "../../../ui/scrollable-table";
import { useShopFacts } from "../../../ui/shop-facts";
import { recipientText } from "../../recipients/screens/recipient-text";
import type { RefusedPage } from "../upload/list-refused-codes.server";

/** Codes of a pool that the shop did not take: why, and who has them. */
export function RefusedCodes({ page }: { page: RefusedPage }) {
  const { timeZone, platform } = useShopFacts();
  const [params] = useSearchParams();
  const loading = useNavigation().state === "loading";
  return (
    <Card padding="0">
      <Box padding="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Refused codes
          </Text>
          <Text as="p" tone="subdued">
            {platform} did not take these codes, so they do not work in the shop. Those that nobody
            had were replaced by fresh ones where the app makes the codes.
          </Text>
        </BlockStack>
      </Box>
      {page.codes.length === 0 ? (
        <EmptyState heading="No refused codes" image="">
          <p>{platform} took every code of this pool so far.</p>
        </EmptyState>
      ) : (
        <ScrollableTable label="Refused codes">
          <IndexTable
            selectable={false}
            loading={loading}
            itemCount={page.codes.length}
            resourceName={{ singular: "code", plural: "codes" }}
            headings={[{ title: "Code" }, { title: "Reason" }, { title: "Given to" }]}
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
                    "Nobody"
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
