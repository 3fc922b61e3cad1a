import { afterAll, expect } from "vitest";

const before = { fetch: globalThis.fetch, Date: globalThis.Date };

// Here many files share a process: what one of them replaces, the next would find.
afterAll(() => {
  expect(
    { fetch: globalThis.fetch, Date: globalThis.Date },
    "A file that replaces fetch or Date needs a process of its own: see vitest.config.ts.",
  ).toEqual(before);
});
