import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const maxLinesPerFile = 300;
const maxFilesPerFolder = 15;

/** Folders that are flat by design: Remix derives URLs from the file names in routes. */
const flatByDesign = new Set(["app/routes", "app/decisions"]);

const sources = ["app", "dev"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => path.join(folder, file))
    .filter((file) => /\.(ts|tsx|md)$/.test(file) && !file.endsWith(".d.ts")),
);

describe("the source code", () => {
  it(`has no file of more than ${maxLinesPerFile} lines`, () => {
    const long = sources.filter((file) => lines(file) > maxLinesPerFile);
    expect(long).toEqual([]);
  });

  it(`has no folder of more than ${maxFilesPerFolder} files`, () => {
    const sizes = new Map<string, number>();
    for (const file of sources.filter((source) => !/\.test\.tsx?$/.test(source))) {
      const folder = path.dirname(file);
      sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
    }
    const full = [...sizes].filter(
      ([folder, n]) => n > maxFilesPerFolder && !flatByDesign.has(folder),
    );
    expect(full).toEqual([]);
    expect(sizes.size).toBeGreaterThan(40);
  });
});

function lines(file: string): number {
  return readFileSync(file, "utf8").split("\n").length - 1;
}
