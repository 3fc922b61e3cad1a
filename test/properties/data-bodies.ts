import fc from "fast-check";
import { type GoodList, textOf } from "./damaged-lists";

/** What programs save a list as beside CSV, and people then name `.csv`. */
const bodies: Record<string, (list: GoodList) => string> = {
  "an array of texts": ({ codes }) => JSON.stringify(codes),
  "an array of objects": (list) => JSON.stringify(objectsOf(list)),
  "an array of objects on many lines": (list) => JSON.stringify(objectsOf(list), null, 2),
  "an array of texts on many lines": ({ codes }) => JSON.stringify(codes, null, "\t"),
  "an answer of an API": (list) =>
    JSON.stringify({ data: { codes: objectsOf(list) }, count: list.codes.length }, null, 2),
  "an object in each line": (list) => objectsOf(list).map(lineOf).join("\n"),
  "the lines of an array": ({ codes }) => codes.map((code) => `  ${lineOf(code)},`).join("\n"),
  "an error of an API": () => '{"errors":[{"message":"Throttled"}]}\n',
  "a script": ({ codes }) => `const codes = ${JSON.stringify(codes, null, 2)};\n`,
  "the answer to a script": ({ codes }) => `callback(${JSON.stringify(codes, null, 1)})\n`,
  YAML: ({ codes }) => `codes:\n${codes.map((code) => `  - code: ${code}\n`).join("")}`,
  "a page": (list) => `<!DOCTYPE html>\n<html><body>\n${tableOf(list)}</body></html>\n`,
  "a table of a page": tableOf,
  "a table beneath a title": (list) => `Codes for spring\n${tableOf(list)}`,
  "lines of a page": ({ codes }) => codes.map((code) => `${code}<br>\n`).join(""),
  "cells of a page": ({ codes }) => codes.map((code) => `    <td>${code}</td>\n`).join(""),
  "a page to sign in on": () =>
    "<html>\n<head><title>Sign in</title></head>\n<body>\n<p>Sign in first</p>\n</body>\n</html>\n",
  XML: (list) =>
    `<?xml version="1.0"?>\n<codes>\n${list.codes.map((code) => `<code>${code}</code>\n`).join("")}</codes>\n`,
};

/** A list as another kind of file, perhaps with what comes before it in a mail or an editor. */
export const dataBody: fc.Arbitrary<{ list: (list: GoodList) => string; kind: string }> = fc
  .record({
    kind: fc.constantFrom(...Object.keys(bodies)),
    before: fc.constantFrom("", "", "\uFEFF", "\n\n", "  ", "// codes\n", "List of codes\n"),
    list: fc.constantFrom("before" as const, "none" as const, "none" as const),
  })
  .map(({ kind, before, list }) => ({
    kind,
    // A list that another kind of file was put behind, as an export that failed half way.
    list: (good) =>
      `${before}${list === "before" ? textOf(good) : ""}${bodies[kind]?.(good) ?? ""}`,
  }));

const lineOf = (value: unknown): string => JSON.stringify(value);

function objectsOf({ names, rows }: GoodList): Record<string, string>[] {
  return rows.map((cells) =>
    Object.fromEntries(cells.map((cell, at) => [names?.[at] ?? `column${at}`, cell])),
  );
}

function tableOf({ names, rows }: GoodList): string {
  const row = (cells: readonly string[]) =>
    `<tr>\n${cells.map((cell) => `  <td>${cell}</td>\n`).join("")}</tr>\n`;
  return `<table>\n${[...(names ? [names] : []), ...rows].map(row).join("")}</table>\n`;
}
