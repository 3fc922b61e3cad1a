import { access, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";

it("links in the docs lead to existing files", async () => {
  const docs = (await readdir("docs")).filter((file) => file.endsWith(".md"));
  const sandbox = "test/doubles/shopify/README.md";
  const pages = ["README.md", sandbox, ...docs.map((file) => `docs/${file}`)];
  const broken: string[] = [];
  let links = 0;
  for (const page of pages) {
    const text = await readFile(page, "utf8");
    for (const [, to = ""] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      links += 1;
      const file = path.join(path.dirname(page), to);
      await access(file).catch(() => broken.push(`${page}: ${to}`));
    }
  }
  expect(broken).toEqual([]);
  expect(links).toBeGreaterThan(30);
});
