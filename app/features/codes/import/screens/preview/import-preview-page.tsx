import { Banner, BlockStack, Button, Card, Checkbox, List, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { count, number } from "../../../../../core/format";
import { columnsProblem } from "../../../../../files/parse/columns/columns";
import { rowsBeforeList } from "../../../../../files/parse/parse-options";
import { Link, useNavigate } from "../../../../../ui/browser";
import { Refusal } from "../../../../../ui/forms/refusal";
import { useFormAction } from "../../../../../ui/forms/use-form-action";
import type { ImportPreview } from "../../drafting/preview-import.server";
import { doubtSentence, noteSentence } from "./note-sentences";
import { ParseOptionFields } from "./parse-option-fields";
import { PreviewTable } from "./preview-table";
import { SampleInStore } from "./sample-in-store";

/** Preview of an import: how the file is parsed, its first rows, and what to check. */
export function ImportPreviewPage(props: {
  /** `linked`: the app adds its codes to a discount. */
  pool: { id: number; name: string; active: boolean; linked: boolean };
  preview: ImportPreview;
  timeZone: string;
}) {
  const { pool, preview, timeZone } = props;
  const { reading } = preview;
  const navigate = useNavigate();
  const starting = useFormAction("start");
  const discarding = useFormAction("discard");
  const changing = useFormAction("read");
  const doubts = reading.doubts.map((doubt) => doubtSentence(doubt, reading));
  // A confirmation only covers the doubts on screen. New ones have to be confirmed again.
  const shownDoubts = doubts.join("\n");
  const [confirmedFor, setConfirmedFor] = useState("");
  const confirmed = doubts.length === 0 || confirmedFor === shownDoubts;
  const unusable = columnsProblem(reading.columns);
  const rows = Math.max(0, reading.rows - rowsBeforeList(reading));
  const codeColumn = reading.columns.indexOf("code");
  const good = preview.rows.filter(({ problem }) => problem === null);
  return (
    <Page
      title="Review import"
      subtitle={`${preview.fileName}, into ${pool.name}`}
      backAction={{ content: pool.name, onAction: () => navigate(`/app/pools/${pool.id}`) }}
      primaryAction={
        <Button
          variant="primary"
          disabled={!confirmed || unusable !== undefined || changing.busy}
          loading={starting.busy}
          onClick={() => starting.submit({ confirmed: String(confirmed) })}
        >
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
        <Refusal message={starting.refusal?.message ?? changing.refusal?.message} />
        {!pool.active && preview.reading.columns.includes("email") && (
          <Banner tone="warning" title="Rows with a recipient will be skipped">
            <p>
              An inactive pool assigns no codes. To assign them, activate{" "}
              <Link to={`/app/pools/${pool.id}`}>{pool.name}</Link> first, then come back here.
            </p>
          </Banner>
        )}
        {unusable && (
          <Banner tone="critical" title={unusable}>
            <p>Choose what each column means in the table below, or choose another file.</p>
          </Banner>
        )}
        {doubts.length > 0 && !unusable && (
          <Banner tone="warning" title="Are these your codes?">
            <BlockStack gap="200">
              <Sentences of={doubts} />
              <Checkbox
                label="I’ve checked the codes below. Import them as shown."
                checked={confirmed}
                onChange={(checked) => setConfirmedFor(checked ? shownDoubts : "")}
              />
            </BlockStack>
          </Banner>
        )}
        {preview.notes.length > 0 && !unusable && (
          <Banner tone="info" title="Check before importing">
            <Sentences of={preview.notes.map(noteSentence)} />
          </Banner>
        )}
        {preview.refused > 0 && !unusable && (
          <Banner
            tone="warning"
            title={`${number(preview.refused)} of the first ${count(preview.lookedAt, "row")} will be skipped`}
          >
            <Sentences
              of={preview.problems.map(
                (group) => `Row ${number(group.line)}${others(group.count)}: ${group.problem}`,
              )}
            />
          </Banner>
        )}
        {!pool.linked && !unusable && (
          <SampleInStore codes={good.map(({ cells }) => cells[codeColumn] ?? "")} />
        )}
        <ParseOptionFields
          preview={preview}
          busy={changing.busy}
          onChange={(fields) => changing.submit(fields)}
        />
        <Card padding="0">
          <PreviewTable
            preview={preview}
            timeZone={timeZone}
            onColumns={(columns) => changing.submit({ columns: columns.join(",") })}
          />
        </Card>
        <Text as="p" tone="subdued">
          About {count(rows, "row")} in total. Dates end at 11:59 PM ({timeZone}).
        </Text>
      </BlockStack>
    </Page>
  );
}

function others(rows: number): string {
  return rows > 1 ? ` and ${count(rows - 1, "more row")}` : "";
}

function Sentences({ of }: { of: readonly string[] }) {
  return (
    <List>
      {of.map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
    </List>
  );
}
