export const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
const office = "http://schemas.openxmlformats.org/officeDocument/2006";
const officeTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Indexes into the formats of `styles`. */
export const cellStyles = { heading: 1, moment: 2 } as const;

/** Every part of a workbook except its sheets: path and XML. */
export function xlsxParts(sheets: number, sheetName: string): [path: string, text: string][] {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  return [
    ["xl/styles.xml", styles],
    ["xl/workbook.xml", workbook(numbers, sheetName)],
    ["xl/_rels/workbook.xml.rels", workbookRelations(numbers)],
    ["_rels/.rels", rootRelations],
    ["[Content_Types].xml", contentTypes(numbers)],
  ];
}

/** Escapes text for XML. Characters that XML can't represent become U+FFFD. */
export function xmlText(text: string): string {
  return text
    .replace(unwritable, "\ufffd")
    .replace(/[&<>"\r]/g, (found) => entities[found] ?? found);
}

// What XML can't represent even escaped: control characters, lone surrogates, U+FFFE, U+FFFF.
const unwritable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches control characters
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

const styles =
  `<styleSheet xmlns="${main}">` +
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** Excel's limit for the length of a sheet name, and the characters it doesn't allow. */
const maxSheetNameLength = 31;
const notInSheetNames = /[[\]:*?/\\\s]+/g;

function workbook(numbers: readonly number[], sheetName: string): string {
  // Excel doesn't allow an apostrophe at either end.
  const plain =
    sheetName
      .replace(notInSheetNames, " ")
      .replace(/^'+|'+$/g, "")
      .trim() || "Sheet";
  const list = numbers.map((n) => {
    const suffix = n === 1 ? "" : ` ${n}`;
    const name = plain.slice(0, maxSheetNameLength - suffix.length) + suffix;
    return `<sheet name="${xmlText(name)}" sheetId="${n}" r:id="rId${n}"/>`;
  });
  return `<workbook xmlns="${main}" xmlns:r="${office}/relationships"><sheets>${list.join("")}</sheets></workbook>`;
}

function workbookRelations(numbers: readonly number[]): string {
  const list = numbers.map(
    (n) =>
      `<Relationship Id="rId${n}" Type="${office}/relationships/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  const style = `<Relationship Id="rId${numbers.length + 1}" Type="${office}/relationships/styles" Target="styles.xml"/>`;
  return `<Relationships xmlns="${relations}">${list.join("")}${style}</Relationships>`;
}

const rootRelations = `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function contentTypes(numbers: readonly number[]): string {
  const list = numbers.map(
    (n) =>
      `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${officeTypes}.worksheet+xml"/>`,
  );
  return (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/styles.xml" ContentType="${officeTypes}.styles+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${officeTypes}.sheet.main+xml"/>${list.join("")}</Types>`
  );
}
