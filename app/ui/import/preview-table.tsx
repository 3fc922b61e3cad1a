import { Select, Text } from "@shopify/polaris";
import type { ImportPreview } from "../../codes/import/preview-import.server";
import { type Meaning, meaningNames, meanings } from "../../codes/reading/columns";

const options = meanings.map((value) => ({ value, label: meaningNames[value] }));

/** The first rows of the file, with a choice above each column of what it means. */
export function PreviewTable(props: {
  preview: ImportPreview;
  onColumns: (columns: Meaning[]) => void;
}) {
  const { reading, names, rows } = props.preview;
  const change = (place: number) => (meaning: string) =>
    props.onColumns(
      reading.columns.map((before, at) => (at === place ? (meaning as Meaning) : before)),
    );
  return (
    <section className="TableScroll" aria-label="First rows of the file" tabIndex={-1}>
      <table className="PreviewTable">
        <thead>
          <tr>
            <th scope="col">Line</th>
            {reading.columns.map((meaning, place) => (
              // A column has no name of its own: its place is what it is.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <th scope="col" key={place}>
                <Select
                  label={names?.[place] ?? `Column ${place + 1}`}
                  value={meaning}
                  options={options}
                  onChange={change(place)}
                />
              </th>
            ))}
            <th scope="col">Problem</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td>{row.line}</td>
              {reading.columns.map((_, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={place}>{row.cells[place] ?? ""}</td>
              ))}
              <td>
                {row.problem && (
                  <Text as="span" tone="critical">
                    {row.problem}
                  </Text>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
