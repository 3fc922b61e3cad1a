import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import { number } from "../../../../ui/format";

/** Lines of a list that name nobody, before the campaign is started. */
export function InvalidLines(props: { lines: { line: number; text: string }[]; total: number }) {
  const { lines, total } = props;
  if (lines.length === 0) return null;
  return (
    <Card padding="0">
      <Box padding="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            Lines without a recipient
          </Text>
          <Text as="p" tone="subdued">
            They get no code.{" "}
            {lines.length < total && `The first ${number(lines.length)} of ${number(total)}.`}
          </Text>
        </BlockStack>
      </Box>
      <table className="PlainTable">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Content</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, text }) => (
            <tr key={line}>
              <td>{number(line)}</td>
              <td>{text === "" ? "Nothing" : text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
