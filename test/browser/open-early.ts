import type { FrameLocator, Page } from "playwright-core";
import { adminAddress, type BrowserStack, untilHydrated } from "./open-stack";

/**
 * Opens a page of the app whose scripts are held back, does `act` on what the server drew, and lets
 * the scripts go. Resolves once the page is hydrated.
 */
export async function actBeforeHydration(
  stack: BrowserStack,
  page: Page,
  appPath: string,
  act: (app: FrameLocator) => Promise<void>,
): Promise<FrameLocator> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { origin } = new URL(stack.env["SHOPIFY_APP_URL"] ?? "");
  // Not when the page is hydrated: a request that is on its way while a route goes is never answered.
  await page.unrouteAll({ behavior: "wait" });
  const isScript = (url: URL) => url.origin === origin && url.pathname.endsWith(".js");
  await page.route(isScript, async (route) => {
    await released;
    await route.continue();
  });
  try {
    // The page's load event waits for the scripts.
    await page.goto(adminAddress(stack, appPath), {
      waitUntil: "commit",
    });
    const app = page.frameLocator("iframe").first();
    await act(app);
    release();
    await untilHydrated(page);
    return app;
  } finally {
    release();
  }
}
