import { Banner, BlockStack, Button, Card, InlineStack, List, Page, Text } from "@shopify/polaris";
import type { ImportPreview } from "../../codes/import/preview-import.server";
import type { ReadingWarning } from "../../codes/import/reading-warnings";
import { useNavigate } from "../../http/browser";
import { count, number } from "../format";
import { Refusal } from "../refusal";
import { useIntent } from "../use-intent";
import { PreviewTable } from "./preview-table";
import { ReadingFields } from "./reading-fields";

const warningTexts: Record<ReadingWarning, string> = {
  no_header: "The first row is taken for a code. If it names the columns, say so below.",
  old_encoding: "The file is in an old encoding. Check letters with accents.",
  zeros_may_be_lost:
    "All codes are numbers of different lengths: Excel may have cut leading zeros off. Check them.",
  days_are_ambiguous:
    "Dates like 03/04/2026 can be read in two ways. Check the order of day and month.",
  columns_are_left_out: "Some columns are not imported.",
  recipients_get_codes: "Codes with an e-mail address are assigned to that recipient at once.",
};

/** What an import would do, before it does: how the file is read, its first rows, what to look at. */
export function ImportPreviewPage(props: {
  pool: { id: number; name: string };
  preview: ImportPreview;
  timeZone: string;
}) {
  const { pool, preview } = props;
  const navigate = useNavigate();
  const starting = useIntent("start");
  const discarding = useIntent("discard");
  const reading = useIntent("read");
  const { problems, warnings } = preview;
  const rows = preview.reading.rows - (preview.reading.header ? 1 : 0);
  return (
    <Page
      title="Preview of the import"
      subtitle={`${preview.fileName}, into ${pool.name}`}
      backAction={{ content: pool.name, onAction: () => navigate(`/app/pools/${pool.id}`) }}
      primaryAction={
        <Button variant="primary" loading={starting.busy} onClick={() => starting.submit({})}>
          Start import
        </Button>
      }
      secondaryActions={
        <Button loading={discarding.busy} onClick={() => discarding.submit({})}>
          Choose another file
        </Button>
      }
    >
      <BlockStack gap="400">
        <Refusal message={starting.refusal?.message ?? reading.refusal?.message} />
        {warnings.length > 0 && (
          <Banner tone="warning" title="Worth a look">
            <List>
              {warnings.map((warning) => (
                <List.Item key={warning}>{warningTexts[warning]}</List.Item>
              ))}
            </List>
          </Banner>
        )}
        {problems.length > 0 && (
          <Banner tone="warning">
            <p>
              {count(problems.length, "row")} among the first {number(preview.lookedAt)} would not
              become codes. The first: line {number(problems[0]?.line ?? 0)}, {problems[0]?.problem}
            </p>
          </Banner>
        )}
        <ReadingFields
          reading={preview.reading}
          busy={reading.busy}
          onChange={(fields) => reading.submit(fields)}
        />
        <Card padding="0">
          <PreviewTable
            preview={preview}
            onColumns={(columns) => reading.submit({ columns: columns.join(",") })}
          />
        </Card>
        <InlineStack align="space-between" blockAlign="center">
          <Text as="p" tone="subdued">
            About {count(rows, "row")} in all. Dates end at 23:59:59, {props.timeZone}.
          </Text>
        </InlineStack>
      </BlockStack>
    </Page>
  );
}
