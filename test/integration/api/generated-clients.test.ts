import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openApiDocument } from "../../../app/api/reference/openapi";

/** Runs a command of an installed package. */
const run = (name: string, parameters: string[]) =>
  promisify(execFile)(path.resolve("node_modules/.bin", name), parameters);
const origin = "https://app.example";

describe("a client generated from the OpenAPI document", () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    // Inside the project, so the generated code finds the compiler's own types.
    folder = await mkdtemp(path.resolve("node_modules/.cache/clients-"));
    file = path.join(folder, "openapi.json");
    await writeFile(file, JSON.stringify(openApiDocument(origin)));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    // Checking the standard libraries takes most of the time, and no generated file is a declaration file.
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
  };
  const compiler = ts.createCompilerHost(options);
  const read = new Map<string, ts.SourceFile | undefined>();
  // Parses the standard libraries once for both clients.
  const host: ts.CompilerHost = {
    ...compiler,
    getSourceFile: (name, ...how) => {
      if (!read.has(name)) read.set(name, compiler.getSourceFile(name, ...how));
      return read.get(name);
    },
  };

  /** The compiler's errors for a generated file. */
  const compileErrors = (entry: string) => {
    const program = ts.createProgram([entry], options, host);
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  };

  it("compiles when openapi-typescript generates it", async () => {
    const types = path.join(folder, "types.ts");
    await run("openapi-typescript", [file, "-o", types]);
    expect(compileErrors(types)).toEqual([]);
    expect(await readFile(types, "utf8")).toContain("assignCode");
  });

  it("compiles when @hey-api/openapi-ts generates it", async () => {
    const client = path.join(folder, "client");
    await run("openapi-ts", ["-i", file, "-o", client, "-c", "@hey-api/client-fetch"]);
    expect(compileErrors(path.join(client, "index.ts"))).toEqual([]);
    expect(await readFile(path.join(client, "sdk.gen.ts"), "utf8")).toContain("assignCode");
  });

  it("has types with meaningful names", () => {
    const { components, info, servers } = openApiDocument(origin) as {
      components: { schemas: object };
      info: { license: object };
      servers: { url: string }[];
    };
    for (const name of Object.keys(components.schemas)) expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(info.license).toEqual({ name: "Proprietary", identifier: "LicenseRef-Proprietary" });
    expect(servers.map(({ url }) => url)).toEqual([origin]);
  });
});
