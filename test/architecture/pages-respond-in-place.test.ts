import { readdir, readFile } from "node:fs/promises";
import { expect, it } from "vitest";

it("every admin page with an action shows its errors in place", async () => {
  const files = (await readdir("app/routes")).filter((file) => file.startsWith("app."));
  const texts = await Promise.all(files.map((file) => readFile(`app/routes/${file}`, "utf8")));
  const withAction = files.filter((_, at) => texts[at]?.includes("= adminAction("));
  const inPlace = files.filter((_, at) => texts[at]?.includes("respondInPlace as clientAction"));
  expect(withAction.length).toBeGreaterThan(5);
  expect(inPlace).toEqual(withAction);
});
