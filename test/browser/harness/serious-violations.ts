import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axeScript = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { target: string[]; html: string }[] }[];
}

/** Half faded in, a text has half its contrast, for a tenth of a second: nobody reads it then. */
const still = "*, *::before, *::after { transition: none !important; }";

/**
 * What axe-core finds in the app's frame that is serious or critical: one line each. The page is
 * looked at as it is when nothing moves.
 */
export async function seriousViolations(page: Page): Promise<string[]> {
  const frame = page.frames().find((one) => one.parentFrame() === page.mainFrame());
  if (!frame) throw new Error("The admin shows no app.");
  await frame.addStyleTag({ content: still });
  if (await frame.evaluate("typeof axe === 'undefined'")) {
    await frame.evaluate(await readFile(axeScript, "utf8"));
  }
  // Without the details of what is right, which take half of the time.
  const run = `axe.run(document, { resultTypes: ["violations"] })`;
  const result = (await frame.evaluate(run)) as AxeResult;
  return result.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html}`),
    );
}

/** The same on a desktop's screen and on a phone's; leaves the desktop's. */
export async function violationsOnBothScreens(page: Page): Promise<string[]> {
  const onDesktop = await seriousViolations(page);
  await page.setViewportSize({ width: 390, height: 844 });
  const onPhone = await seriousViolations(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  return [...onDesktop, ...onPhone];
}
