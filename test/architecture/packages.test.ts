import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

interface Manifest {
  engines?: { node: string };
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
}
const manifest = async (file: string): Promise<Manifest> =>
  JSON.parse(await readFile(file, "utf8"));

it("has the sandbox's packages in the root's versions, none of them for production", async () => {
  const { dependencies, devDependencies } = await manifest("package.json");
  const sandbox = await manifest("test/doubles/shopify/package.json");
  expect({ ...devDependencies, ...dependencies }).toMatchObject(sandbox.devDependencies);
  expect(sandbox.dependencies).toBeUndefined();
});
