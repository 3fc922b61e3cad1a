import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import { number } from "../../../../core/format";

/** Rows of a draft campaign without a valid recipient. */
export function InvalidLines(props: { lines: { line: number; text: string }[]; total: number }) {
  const { lines, total } = props;
  if (lines.length === 0) return null;
  return (
    <Card padding="0">
      <Box padding="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            Invalid rows
          </Text>
          <Text as="p" tone="subdued">
            These rows will be skipped.{" "}
            {lines.length < total &&
              `Showing the first ${number(lines.length)} of ${number(total)}.`}
          </Text>
        </BlockStack>
      </Box>
      <table className="PlainTable">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, text }) => (
            <tr key={line}>
              <td>{number(line)}</td>
              <td>{text === "" ? "Empty" : text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
