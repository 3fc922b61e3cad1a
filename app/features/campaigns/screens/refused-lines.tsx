import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import { number } from "../../../core/format";

export interface RefusedLine {
  line: number;
  address: string;
  reason: string;
}

/** The skipped rows of a campaign, with the reason for each. */
export function RefusedLines({ lines, total }: { lines: RefusedLine[]; total: number }) {
  if (lines.length === 0) return null;
  return (
    <Card padding="0">
      <Box padding="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            Skipped
          </Text>
          {lines.length < total && (
            <Text as="p" tone="subdued">
              {number(lines.length)} of {number(total)}. The download includes all of them.
            </Text>
          )}
        </BlockStack>
      </Box>
      <table className="PlainTable">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Recipient</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, address, reason }) => (
            <tr key={line}>
              <td>{number(line)}</td>
              <td>{address === "" ? "Empty" : address}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
