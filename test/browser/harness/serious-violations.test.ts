import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser, type TestBrowser } from "./launch-browser";
import { seriousViolations } from "./serious-violations";

let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const begun = `<style>p { background: #fff; color: #000; opacity: 0.05; transition: opacity 60s }
  p.shown { opacity: 1 }</style><p>Reading</p>`;

async function violations(app: string, script = ""): Promise<string[]> {
  const page = await (await browser.open("desktop")).newPage();
  const whole = `<!doctype html><html lang="en"><title>App</title><main>${app}</main></html>`;
  await page.setContent(`<iframe srcdoc="${whole.replaceAll('"', "&quot;")}"></iframe>`);
  await page.frameLocator("iframe").locator("p").waitFor();
  await page.frames()[1]?.evaluate(script);
  const found = await seriousViolations(page);
  await page.context().close();
  return found;
}

it("finds a text that can hardly be read", async () => {
  expect(await violations(begun)).toMatchObject([expect.stringContaining("color-contrast")]);
});

it("looks at what fades in as it will be", async () => {
  const show = `document.querySelector("p").getBoundingClientRect();
    document.querySelector("p").className = "shown"`;
  expect(await violations(begun, show)).toEqual([]);
});
