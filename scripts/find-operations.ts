import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

export interface FoundOperation {
  file: string;
  text: string;
  /** Its declared cost, in API points. NaN if it declares none. */
  cost: number;
}

/** Every document passed to `graphql(…)` anywhere in `app/`. */
export function findOperations(): FoundOperation[] {
  return sourceFiles().flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
    return operationsIn(source).map((operation) => ({ file, ...operation }));
  });
}

const sourceFiles = (): string[] =>
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
    .map((name) => path.join("app", name))
    .sort();

function operationsIn(source: ts.SourceFile): Omit<FoundOperation, "file">[] {
  const found: Omit<FoundOperation, "file">[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isGraphql(node.expression)) {
      const [text, options] = node.arguments;
      if (!text || !ts.isStringLiteralLike(text)) {
        throw new Error(`${source.fileName}: a document must be written out, without insertions.`);
      }
      found.push({ text: text.text, cost: costIn(options) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isGraphql = (called: ts.Expression): boolean =>
  ts.isIdentifier(called) && called.text === "graphql";

function costIn(options: ts.Expression | undefined): number {
  if (!options || !ts.isObjectLiteralExpression(options)) return Number.NaN;
  const [cost] = options.properties;
  return cost && ts.isPropertyAssignment(cost) && ts.isNumericLiteral(cost.initializer)
    ? Number(cost.initializer.text)
    : Number.NaN;
}
