import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

export interface FoundOperation {
  file: string;
  text: string;
}

/** Every document that the app gives to `graphql(…)`, wherever it stands in `app/`. */
export function findOperations(): FoundOperation[] {
  return sourceFiles().flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
    return documentsIn(source).map((text) => ({ file, text }));
  });
}

const sourceFiles = (): string[] =>
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
    .map((name) => path.join("app", name))
    .sort();

function documentsIn(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isGraphql(node.expression)) {
      const [text] = node.arguments;
      if (!text || !ts.isStringLiteralLike(text)) {
        throw new Error(`${source.fileName}: a document must be written out, without insertions.`);
      }
      found.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isGraphql = (called: ts.Expression): boolean =>
  ts.isIdentifier(called) && called.text === "graphql";
