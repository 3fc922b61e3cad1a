import fc from "fast-check";
import { type GoodList, textOf } from "./damaged-lists";

/** Formats other than CSV that people save with the extension `.csv`. */
const bodies: Record<string, (list: GoodList) => string> = {
  "an array of strings": ({ codes }) => JSON.stringify(codes),
  "an array of objects": (list) => JSON.stringify(objectsOf(list)),
  "an array of objects on many lines": (list) => JSON.stringify(objectsOf(list), null, 2),
  "an array of strings on many lines": ({ codes }) => JSON.stringify(codes, null, "\t"),
  "an API response": (list) =>
    JSON.stringify({ data: { codes: objectsOf(list) }, count: list.codes.length }, null, 2),
  "an object per line": (list) => objectsOf(list).map(lineOf).join("\n"),
  "the lines of an array": ({ codes }) => codes.map((code) => `  ${lineOf(code)},`).join("\n"),
  "an API error": () => '{"errors":[{"message":"Throttled"}]}\n',
  "a script": ({ codes }) => `const codes = ${JSON.stringify(codes, null, 2)};\n`,
  JSONP: ({ codes }) => `callback(${JSON.stringify(codes, null, 1)})\n`,
  YAML: ({ codes }) => `codes:\n${codes.map((code) => `  - code: ${code}\n`).join("")}`,
  "a web page": (list) => `<!DOCTYPE html>\n<html><body>\n${tableOf(list)}</body></html>\n`,
  "an HTML table": tableOf,
  "an HTML table below a title": (list) => `Codes for spring\n${tableOf(list)}`,
  "HTML lines": ({ codes }) => codes.map((code) => `${code}<br>\n`).join(""),
  "HTML cells": ({ codes }) => codes.map((code) => `    <td>${code}</td>\n`).join(""),
  "a sign-in page": () =>
    "<html>\n<head><title>Sign in</title></head>\n<body>\n<p>Sign in first</p>\n</body>\n</html>\n",
  XML: (list) =>
    `<?xml version="1.0"?>\n<codes>\n${list.codes.map((code) => `<code>${code}</code>\n`).join("")}</codes>\n`,
};

/** A list in another format, possibly preceded by text from an email or an editor. */
export const dataBody: fc.Arbitrary<{ list: (list: GoodList) => string; kind: string }> = fc
  .record({
    kind: fc.constantFrom(...Object.keys(bodies)),
    before: fc.constantFrom("", "", "\uFEFF", "\n\n", "  ", "// codes\n", "List of codes\n"),
    list: fc.constantFrom("before" as const, "none" as const, "none" as const),
  })
  .map(({ kind, before, list }) => ({
    kind,
    // A CSV list followed by the other format, as in an export that failed halfway.
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
