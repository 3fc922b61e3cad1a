import { BlockStack, Card, Checkbox, InlineGrid, Select, Text } from "@shopify/polaris";
import type { Delimiter, Encoding } from "../../../../../files/parse/parse-options";
import type { ImportPreview } from "../../drafting/preview-import.server";

export const encodingNames: Record<Encoding, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16 (big endian)",
  "windows-1252": "Windows-1252",
};

export const delimiterNames: Record<Delimiter, string> = {
  ",": "Comma",
  ";": "Semicolon",
  "\t": "Tab",
  "|": "Pipe",
  "": "None",
};

/** How the file is parsed. The merchant can change what was detected. */
export function ParseOptionFields(props: {
  preview: ImportPreview;
  busy: boolean;
  onChange: (fields: Record<string, string>) => void;
}) {
  const { preview, busy, onChange } = props;
  const { reading, head, notes } = preview;
  const hasDates = reading.columns.some(
    (meaning) => meaning === "use_by" || meaning === "assign_by",
  );
  const noted = (kind: string) => notes.some((note) => note.kind === kind);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineGrid columns={{ xs: 1, sm: 2, md: 4 }} gap="400">
          <div>
            <Text as="p">Format</Text>
            <Text as="p" fontWeight="semibold">
              {reading.format === "xlsx"
                ? "Excel workbook"
                : `Text, ${encodingNames[reading.encoding]}`}
            </Text>
          </div>
          {reading.sheets.length > 1 && (
            <Select
              label="Sheet"
              disabled={busy}
              value={reading.sheet ?? ""}
              options={reading.sheets.map((name) => ({ value: name, label: name }))}
              onChange={(sheet) => onChange({ sheet })}
            />
          )}
          {reading.format === "text" && (
            <Select
              label="Separator"
              disabled={busy}
              value={reading.delimiter}
              options={Object.entries(delimiterNames).map(([value, label]) => ({ value, label }))}
              onChange={(delimiter) => onChange({ delimiter })}
            />
          )}
          <Select
            label="Column names"
            disabled={busy}
            value={reading.header ? String(reading.above) : "none"}
            options={[
              { value: "none", label: "None: the first row is a code" },
              ...head.map(({ line, text }, place) => ({
                value: String(place),
                label: `Row ${line}: ${text}`,
              })),
            ]}
            onChange={(namesAt) => onChange({ namesAt })}
          />
          {hasDates && (
            <Select
              label="Date format"
              disabled={busy}
              value={String(reading.dayFirst)}
              options={[
                { value: "false", label: "Month first (MM/DD/YYYY)" },
                { value: "true", label: "Day first (DD/MM/YYYY)" },
              ]}
              onChange={(dayFirst) => onChange({ dayFirst })}
            />
          )}
        </InlineGrid>
        {reading.hiddenRows > 0 && (
          <Checkbox
            label="Import rows that are hidden in Excel"
            disabled={busy}
            checked={reading.withHidden}
            onChange={(checked) => onChange({ withHidden: String(checked) })}
          />
        )}
        {(noted("odd_codes") || reading.withOdd) && (
          <Checkbox
            label="Import codes that don’t look like the others"
            disabled={busy}
            checked={reading.withOdd}
            onChange={(checked) => onChange({ withOdd: String(checked) })}
          />
        )}
        {(noted("unreadable_dates") || reading.withoutBadDates) && (
          <Checkbox
            label="Import codes with an unrecognized date, without the date"
            helpText="They won’t expire, unless the pool has a default expiration."
            disabled={busy}
            checked={reading.withoutBadDates}
            onChange={(checked) => onChange({ withoutBadDates: String(checked) })}
          />
        )}
      </BlockStack>
    </Card>
  );
}
