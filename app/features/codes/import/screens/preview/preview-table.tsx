import { Select, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { meaningNames } from "../../../../../files/parse/columns/columns";
import { type Meaning, meanings } from "../../../../../files/parse/columns/headings";
import type { ImportPreview, PreviewRow } from "../../drafting/preview-import.server";

const options = meanings.map((value) => ({ value, label: meaningNames[value] }));

/**
 * The first rows of the file, with a menu above each column for its meaning. The reason why a row would
 * be skipped has its own row below, so columns keep their width.
 */
export function PreviewTable(props: {
  preview: ImportPreview;
  timeZone: string;
  onColumns: (columns: Meaning[]) => void;
}) {
  const { preview, timeZone, onColumns } = props;
  const { columns, names } = preview.reading;
  const change = (place: number) => (meaning: string) =>
    onColumns(columns.map((before, at) => (at === place ? (meaning as Meaning) : before)));
  return (
    // Focusable, so it can be scrolled sideways with a keyboard.
    <section className="TableScroll" aria-label="First rows of the file" tabIndex={-1}>
      <table className="PreviewTable">
        <thead>
          <tr>
            <th scope="col" className="PreviewLine">
              Row
            </th>
            {columns.map((meaning, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no ID but their index
              <th scope="col" key={place}>
                <Select
                  label={names[place] || `Column ${place + 1}`}
                  value={meaning}
                  options={options}
                  onChange={change(place)}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <Fragment key={row.line}>
              <tr className={row.problem ? "PreviewRefused" : undefined}>
                <th scope="row" className="PreviewLine">
                  {row.line}
                </th>
                {columns.map((_, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no ID but their index
                  <td key={place}>
                    <Cell row={row} place={place} timeZone={timeZone} />
                  </td>
                ))}
              </tr>
              {row.problem && (
                <tr>
                  <td className="PreviewLine" />
                  <td colSpan={columns.length} className="PreviewProblem">
                    <Text as="span" tone="critical">
                      {row.problem}
                    </Text>
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Dates are shown as parsed, so the order of day and month can be checked. */
function Cell({ row, place, timeZone }: { row: PreviewRow; place: number; timeZone: string }) {
  const date = row.dates[place];
  if (date === undefined) return row.cells[place] ?? "";
  return date === null ? "No end date" : dateAsRead(date, timeZone);
}

const endOfDay = "23:59:59";

/** A parsed date: `Jun 7, 2027`, with the time unless it's the end of a day. */
function dateAsRead(value: Date | string, timeZone: string): string {
  const date = new Date(value);
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone }).format(date);
  return new Intl.DateTimeFormat("en-US", {
    dateStyle: "medium",
    ...(time === endOfDay ? {} : { timeStyle: "short" }),
    timeZone,
  }).format(date);
}
