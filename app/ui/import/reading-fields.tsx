import { Card, InlineGrid, Select, Text } from "@shopify/polaris";
import type { Delimiter, Encoding, Reading } from "../../codes/reading/reading";

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
  "|": "Vertical bar",
  "": "None: one column",
};

/** How the file is read, as it was found out; what a person may know better can be changed. */
export function ReadingFields(props: {
  reading: Reading;
  busy: boolean;
  onChange: (fields: Record<string, string>) => void;
}) {
  const { reading, busy, onChange } = props;
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, sm: 2, md: 4 }} gap="400">
        <div>
          <Text as="p">Format</Text>
          <Text as="p" fontWeight="semibold">
            {reading.format === "xlsx"
              ? "Excel workbook"
              : `Text, ${encodingNames[reading.encoding]}`}
          </Text>
        </div>
        {reading.format === "text" && (
          <Select
            label="Columns are separated by"
            disabled={busy}
            value={reading.delimiter}
            options={Object.entries(delimiterNames).map(([value, label]) => ({ value, label }))}
            onChange={(delimiter) => onChange({ delimiter })}
          />
        )}
        <Select
          label="First row"
          disabled={busy}
          value={String(reading.header)}
          options={[
            { value: "true", label: "names the columns" },
            { value: "false", label: "is a code" },
          ]}
          onChange={(header) => onChange({ header })}
        />
        <Select
          label="03/04/2026 is"
          disabled={busy}
          value={String(reading.dayFirst)}
          options={[
            { value: "true", label: "3 April" },
            { value: "false", label: "4 March" },
          ]}
          onChange={(dayFirst) => onChange({ dayFirst })}
        />
      </InlineGrid>
    </Card>
  );
}
