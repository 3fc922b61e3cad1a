import { BlockStack, Box, Card, IndexTable, Text } from "@shopify/polaris";
import { number } from "../format";

export interface RefusedLine {
  line: number;
  address: string;
  reason: string;
}

/** The lines of a list that got no code, each with its reason. */
export function RefusedLines({ lines, total }: { lines: RefusedLine[]; total: number }) {
  if (lines.length === 0) return null;
  return (
    <Card padding="0">
      <Box padding="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            Refused
          </Text>
          {lines.length < total && (
            <Text as="p" tone="subdued">
              The first {number(lines.length)} of {number(total)}. The downloaded result has all of
              them.
            </Text>
          )}
        </BlockStack>
      </Box>
      <IndexTable
        selectable={false}
        itemCount={lines.length}
        resourceName={{ singular: "line", plural: "lines" }}
        headings={[{ title: "Line" }, { title: "Recipient" }, { title: "Reason" }]}
      >
        {lines.map(({ line, address, reason }, position) => (
          <IndexTable.Row key={line} id={String(line)} position={position}>
            <IndexTable.Cell>{number(line)}</IndexTable.Cell>
            <IndexTable.Cell>
              <Text as="span" breakWord>
                {address}
              </Text>
            </IndexTable.Cell>
            <IndexTable.Cell>{reason}</IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  );
}
