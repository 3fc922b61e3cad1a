import { count } from "../../../../../core/format";
import type { Doubt, ParseOptions } from "../../../../../files/parse/parse-options";
import type { ImportNote } from "../../drafting/import-notes";

export function doubtSentence(doubt: Doubt, reading: ParseOptions): string {
  const place = reading.columns.indexOf("code");
  const column = reading.names[place] || `Column ${place + 1}`;
  switch (doubt) {
    case "first_row":
      return `“${column}” is treated as the column name. If it’s a code, change “Column names” below.`;
    case "column_guessed":
      return `No column is named “Code”. The codes are taken from “${column}”.`;
    case "several_code_columns":
      return `Several columns look like codes. Only column ${place + 1} is imported.`;
    case "not_codes":
      return "These don’t look like codes. Check the code column, or choose another file.";
    case "several_sheets":
      return `Several sheets look like lists of codes. Only “${reading.sheet}” is imported.`;
  }
}

export function noteSentence(note: ImportNote): string {
  switch (note.kind) {
    case "old_encoding":
      return "The file uses an older encoding. Check letters with accents.";
    case "zeros_may_be_lost":
      return "The codes are numbers of different lengths. Excel may have removed leading zeros.";
    case "days_are_ambiguous":
      return `${count(note.count, "date")} can be read as month/day or day/month. Check the date format below.`;
    case "days_disagree":
      return "Some dates are written month first, others day first. Check them in your spreadsheet.";
    case "columns_left_out":
      return `Not imported: ${list(note.names)}.`;
    case "recipients_get_codes":
      return `${count(note.count, "code")} with a recipient will be assigned right away.`;
    case "repeated_recipients":
      return `${count(note.count, "code")} ${note.count === 1 ? "names" : "name"} a recipient who already has one in this file. Unless this pool always gives a new code, only the first is imported.`;
    case "hidden_rows":
      return note.read
        ? `${count(note.count, "row")} hidden in Excel will be imported too.`
        : `${count(note.count, "row")} hidden in Excel ${note.count === 1 ? "isn’t" : "aren’t"} imported.`;
    case "other_sheets":
      return `Codes are read from the sheet “${note.sheet}”. Other sheets: ${list(note.others)}.`;
    case "look_alikes":
      return `${count(note.count, "code")} ${note.count === 1 ? "has" : "have"} characters that look like others, such as “${note.example}”. Customers may not be able to type them.`;
    case "odd_codes":
      return `${count(note.count, "row")} ${note.count === 1 ? "doesn’t" : "don’t"} look like the other codes and will be skipped.`;
    case "used_codes":
      return `${count(note.count, "code")} ${note.count === 1 ? "is" : "are"} already used or inactive and will be skipped.`;
    case "unreadable_dates":
      return `${count(note.count, "code")} will be skipped because of a date we don’t recognize.`;
    case "unknown_status":
      return `${note.values.length === 1 ? "The status" : "The statuses"} ${list(note.values)} ${note.values.length === 1 ? "isn’t" : "aren’t"} recognized. These codes are imported as unused.`;
    case "titles":
      return `${count(note.count, "row")} above the list ${note.count === 1 ? "is" : "are"} treated as a title.`;
    case "explanations":
      return `${count(note.count, "row")} below the column names ${note.count === 1 ? "explains" : "explain"} the columns and ${note.count === 1 ? "isn’t" : "aren’t"} imported.`;
  }
}

const maxNames = 8;

function list(names: readonly string[]): string {
  const quoted = names.slice(0, maxNames).map((name) => `“${name}”`);
  const more = names.length - quoted.length;
  return more > 0 ? `${quoted.join(", ")} and ${more} more` : quoted.join(", ");
}
