import { failure, type Result, success } from "../../../core/result";
import type { ByteSource } from "../byte-source";
import type { ListKind } from "../columns/columns";
import type { FileRow, FileUnreadable, ParseOptions } from "../parse-options";
import { openWorkbook, type Sheet, type Workbook } from "./workbook.server";
import { readSheet } from "./xlsx-rows.server";

/** Sheets to inspect. A workbook of lists has a handful. */
const maxSheets = 20;
/** Rows of a sheet that are rated. */
const ratedRows = 50;
/** From this rating on, a sheet may be the list. */
const likelyRating = 0.7;

/** The sheet of a workbook that holds the list, with its first rows. */
export interface FoundSheet
  extends Pick<ParseOptions, "sheet" | "sheets" | "withHidden" | "hiddenRows" | "rows"> {
  sample: FileRow[];
  /** How many sheets look like the list. */
  likely: number;
}

/** Number of rows of a sheet, and how many of its rows are hidden. */
type SheetCount = Pick<ParseOptions, "rows" | "hiddenRows">;

/**
 * Picks the sheet that looks most like the list (the first of equals) and reads it to the end, to
 * check that it doesn't have too many rows. Hidden rows are skipped. Fails with a sentence for the
 * merchant if the workbook can't be read.
 */
export async function inspectWorkbook(
  source: ByteSource,
  list: ListKind,
  sampledRows: number,
): Promise<Result<FoundSheet, FileUnreadable>> {
  const opened = await openWorkbook(source);
  if (!opened.ok) return opened;
  const workbook = opened.value;
  const rated: { sheet: Sheet; rating: number }[] = [];
  for (const sheet of workbook.sheets.slice(0, maxSheets)) {
    const rows = await firstCells(workbook, sheet, source.size);
    if (rows.length > 0) rated.push({ sheet, rating: list.rate(rows) });
  }
  const best = Math.max(...rated.map(({ rating }) => rating));
  const chosen = rated.find(({ rating }) => rating === best)?.sheet ?? workbook.sheets[0];
  if (!chosen)
    return unreadable(
      "All sheets of this workbook are hidden. Show one in Excel, save the file, then import that.",
    );
  const sample: FileRow[] = [];
  const counted = await countRows(workbook, chosen, false, source.size, (rows) => {
    sample.push(...rows.slice(0, sampledRows - sample.length));
  });
  if (!counted.ok) return counted;
  return success({
    sheet: chosen.name,
    sheets: rated.map(({ sheet }) => sheet.name),
    withHidden: false,
    ...counted.value,
    sample,
    likely: rated.filter(({ rating }) => rating >= likelyRating).length,
  });
}

/**
 * Counts the rows of the sheet that the merchant picked, with or without hidden rows. Fails with a
 * sentence for the merchant if it can't be read.
 */
export async function inspectSheet(
  source: ByteSource,
  { sheet, withHidden }: Pick<ParseOptions, "sheet" | "withHidden">,
): Promise<Result<SheetCount, FileUnreadable>> {
  const workbook = await openWorkbook(source);
  if (!workbook.ok) return workbook;
  const chosen = workbook.value.sheets.find(({ name }) => name === sheet);
  if (!chosen) return unreadable(`This workbook has no visible sheet named “${sheet}”.`);
  return countRows(workbook.value, chosen, withHidden, source.size);
}

async function countRows(
  workbook: Workbook,
  sheet: Sheet,
  withHidden: boolean,
  fileBytes: number,
  keep: (rows: FileRow[]) => void = () => undefined,
): Promise<Result<SheetCount, FileUnreadable>> {
  let rows = 0;
  let hiddenRows = 0;
  for await (const block of readSheet(workbook, sheet, { withHidden, fileBytes })) {
    if (!block.ok) return block;
    rows += block.value.rows.length;
    hiddenRows += block.value.hidden;
    keep(block.value.rows);
  }
  if (rows > 0) return success({ rows, hiddenRows });
  return unreadable(
    hiddenRows > 0
      ? `All rows of the sheet “${sheet.name}” are hidden. Show them in Excel, save the file, then import that.`
      : "This workbook is empty. Choose another file.",
  );
}

async function firstCells(
  workbook: Workbook,
  sheet: Sheet,
  fileBytes: number,
): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const block of readSheet(workbook, sheet, { withHidden: false, fileBytes })) {
    if (!block.ok) break;
    rows.push(...block.value.rows.map(({ cells }) => cells));
    if (rows.length >= ratedRows) break;
  }
  const widest = Math.max(0, ...rows.map((cells) => cells.length));
  return rows
    .slice(0, ratedRows)
    .map((cells) => Array.from({ length: widest }, (_, place) => cells[place] ?? ""));
}

function unreadable(message: string) {
  return failure({ kind: "file_unreadable", message } as const);
}
