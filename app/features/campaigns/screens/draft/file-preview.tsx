import { Card, InlineGrid, Select, Text } from "@shopify/polaris";
import {
  delimiterNames,
  encodingNames,
} from "../../../codes/import/screens/preview/parse-option-fields";
import type { FilePreview } from "../../drafting/preview-campaign.server";

/** The first rows of a list and the options for parsing it. */
export function FilePreviewCard(props: {
  file: FilePreview;
  busy: boolean;
  onChange: (fields: Record<string, string>) => void;
}) {
  const { file, busy, onChange } = props;
  const { reading, names, rows } = file;
  const column = reading.columns.indexOf("email");
  const nameOf = (place: number) => names?.[place] || `Column ${place + 1}`;
  return (
    <Card padding="0">
      <div className="CardSection">
        <InlineGrid columns={{ xs: 1, sm: 2, md: 4 }} gap="400">
          <Select
            label="Recipient column"
            disabled={busy}
            value={String(column)}
            options={reading.columns.map((_, place) => ({
              value: String(place),
              label: nameOf(place),
            }))}
            onChange={(place) => onChange({ column: place })}
          />
          <Select
            label="First row"
            disabled={busy}
            value={String(reading.header)}
            options={[
              { value: "true", label: "Column names" },
              { value: "false", label: "First recipient" },
            ]}
            onChange={(header) => onChange({ header })}
          />
          {reading.format === "text" && (
            <Select
              label="Separator"
              disabled={busy}
              value={reading.delimiter}
              options={Object.entries(delimiterNames).map(([value, label]) => ({ value, label }))}
              onChange={(delimiter) => onChange({ delimiter })}
            />
          )}
          <div>
            <Text as="p">Format</Text>
            <Text as="p" fontWeight="semibold">
              {reading.format === "xlsx"
                ? "Excel workbook"
                : `Text, ${encodingNames[reading.encoding]}`}
            </Text>
          </div>
        </InlineGrid>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on a phone and has no focusable content */}
      <section className="TableScroll" aria-label="First rows of the list" tabIndex={0}>
        <table className="PreviewTable">
          <thead>
            <tr>
              <th scope="col">Row</th>
              {reading.columns.map((_, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no ID but their index
                <th scope="col" key={place}>
                  {nameOf(place)}
                  {place === column && <span className="ColumnUse">Recipient</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, cells, valid }) => (
              <tr key={line}>
                <td>{line}</td>
                {reading.columns.map((_, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no ID but their index
                  <td key={place}>
                    {place === column ? (
                      <Text
                        as="span"
                        fontWeight="semibold"
                        {...(valid ? {} : { tone: "critical" as const })}
                      >
                        {cells[place] ?? ""}
                        {!valid && " – not an email address"}
                      </Text>
                    ) : (
                      <Text as="span" tone="subdued">
                        {cells[place] ?? ""}
                      </Text>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}
