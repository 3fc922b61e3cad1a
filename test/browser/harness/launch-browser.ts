import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { failureNotes } from "./failure-notes";
import { findChromium } from "./find-chromium";
import { textOfPages } from "./text-of-pages";

export interface TestBrowser {
  /** A fresh profile, with a desktop's or a phone's screen. Requests to other machines fail at once. */
  open(size?: "desktop" | "phone"): Promise<BrowserContext>;
  /** Closes what was opened. */
  close(): Promise<void>;
}

const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

let chromiumOfProcess: Browser | undefined;

/**
 * A Chromium without a window. All test files of a process share it, because its start costs as much
 * as opening several pages. It ends with the process. If a test fails, its report says what the pages
 * showed.
 */
export async function launchBrowser(): Promise<TestBrowser> {
  if (!chromiumOfProcess?.isConnected()) chromiumOfProcess = await startChromium();
  const browser = chromiumOfProcess;
  const opened = new Set<BrowserContext>();
  const note = () => textOfPages([...opened].flatMap((context) => context.pages()));
  failureNotes.add(note);
  return {
    open: async (size = "desktop") => {
      const context = await browser.newContext({
        viewport: sizes[size],
        locale: "en-US",
        userAgent: userAgent(browser.version()),
      });
      opened.add(context);
      context.once("close", () => opened.delete(context));
      return context;
    },
    close: async () => {
      failureNotes.delete(note);
      for (const context of opened) await context.close();
    },
  };
}

async function startChromium(): Promise<Browser> {
  const { executable, env } = await findChromium();
  return chromium.launch({
    executablePath: executable,
    env: { ...(process.env as Record<string, string>), ...env },
    // Chromium refuses its own sandbox as root, and containers have no place for its shared memory.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
      "--font-render-hinting=none",
      // Not by a route of Playwright's: while one is set, the browser loads every file of every page
      // again, which took three quarters of the work of opening a page.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
}

/** Shopify's library turns away browsers that say they have no window. */
function userAgent(version: string): string {
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`;
}
