import { afterAll, expect } from "vitest";

const before = { fetch: globalThis.fetch, Date: globalThis.Date };

// Many files share this process, so a replaced global would affect the next file.
afterAll(() => {
  expect(
    { fetch: globalThis.fetch, Date: globalThis.Date },
    "A file that replaces fetch or Date needs a process of its own: see vitest.config.ts.",
  ).toEqual(before);
});
