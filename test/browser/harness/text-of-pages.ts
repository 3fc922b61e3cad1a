import type { Page } from "playwright-core";

const maxCharacters = 4000;

/**
 * What assistive technology finds in each frame of these pages, with its states, as YAML: for the report
 * of a failed test.
 */
export async function textOfPages(pages: readonly Page[]): Promise<string> {
  const frames = pages.flatMap((page) => page.frames());
  const texts = frames.map(async (frame) => {
    const tree = await frame.locator("body").ariaSnapshot({ timeout: 5000 });
    return `${frame.url()} shows:\n${tree.slice(0, maxCharacters)}`;
  });
  const read = await Promise.allSettled(texts);
  return read
    .map((one) => (one.status === "fulfilled" ? one.value : String(one.reason)))
    .join("\n");
}
