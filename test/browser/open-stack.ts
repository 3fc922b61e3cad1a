import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import pg from "pg";
import type { FrameLocator, Page } from "playwright-core";
import { inject } from "vitest";
import { installApp } from "../../dev/stack/install-app";
import { failureNotes } from "./harness/failure-notes";
import { launchBrowser } from "./harness/launch-browser";
import type { SharedStack } from "./share-stack";

export interface BrowserStack extends SharedStack {
  /** The story's own store: `store-1a2b3c4d` of `store-1a2b3c4d.myshopify.com`. */
  store: string;
  shopId: number;
  /** A page of a browser of its own, the size of a desktop's, which waits a minute at most. */
  page: Page;
  /** Runs a statement on the app's database; resolves its rows. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Asks the sandbox's `/control/api/…` for something; resolves its answer. */
  control<Answer>(method: string, path: string, body?: object): Promise<Answer>;
  /** Closes its pages. */
  stop(): Promise<void>;
}

/**
 * A new store that has the app, and a browser before it. All stories share the sandbox, the app, the
 * worker and the database, so each keeps to its store: what it orders for all of them, as another
 * time of the clock, would happen to the others too.
 */
export async function openStack(): Promise<BrowserStack> {
  const stack = await sharedStack();
  const store = `store-${randomUUID().slice(0, 8)}`;
  const domain = `${store}.myshopify.com`;
  const { sql, control } = toolsOf(stack);
  await control("POST", "shops", { domain });
  await installApp(stack, domain);
  const [shop] = await sql<{ id: number }>("SELECT id FROM shop WHERE domain = $1", [domain]);
  const browser = await launchBrowser();
  const warnings = () => warningsIn(stack.logFolder);
  failureNotes.add(warnings);
  const stop = async () => {
    failureNotes.delete(warnings);
    await browser.close();
  };
  try {
    const context = await browser.open();
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const shopId = Number(shop?.id);
    return { ...stack, store, shopId, page, sql, control, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const maxWarnings = 20;

/** The last warnings and errors that the stack's processes logged. */
async function warningsIn(logFolder: string): Promise<string> {
  const files = await readdir(logFolder);
  const logs = await Promise.all(files.map((file) => readFile(path.join(logFolder, file), "utf8")));
  const lines = logs.flatMap((log, index) =>
    log
      .split("\n")
      .filter((line) => /"level":[456]0/.test(line))
      .slice(-maxWarnings)
      .map((line) => `${files[index]}: ${line}`),
  );
  return lines.join("\n");
}

/** Waits for the stack, however long it takes to build the app. */
async function sharedStack(): Promise<SharedStack> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(inject("sharedStackUrl"), resolve).on("error", reject);
  });
  const said = await text(answer);
  if (answer.statusCode !== 200) throw new Error(said);
  return JSON.parse(said) as SharedStack;
}

function toolsOf({ url, databaseUrl }: SharedStack): Pick<BrowserStack, "sql" | "control"> {
  return {
    sql: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
      const client = new pg.Client(databaseUrl);
      await client.connect();
      try {
        return (await client.query<Row>(text, values)).rows;
      } finally {
        await client.end();
      }
    },
    control: async <Answer>(method: string, path: string, body?: object) => {
      const init = body ? { method, body: JSON.stringify(body) } : { method };
      const answer = await fetch(`${url}/control/api/${path}`, init);
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Answer;
    },
  };
}

/** Waits until the page whose path ends like this is open; resolves its path in the app. */
export async function openPath(page: Page, ending: RegExp): Promise<string> {
  await page.waitForURL(({ pathname }) => ending.test(pathname));
  return new URL(page.url()).pathname.replace(/.*\/apps\/coupon-pools/, "");
}

/** Where the admin of the story's store shows a page of the app. */
export function adminAddress({ url, store }: BrowserStack, appPath: string): string {
  return `${url}/admin/store/${store}/apps/coupon-pools${appPath}`;
}

/** Switches the pool on whose page is open; resolves when that is saved. */
export async function activatePool(app: FrameLocator): Promise<void> {
  await app.getByRole("switch").first().click();
  await untilActive(app);
}

/**
 * Resolves when the pool that was switched on is saved as active, also when the app asks first because
 * its codes are not in the store.
 */
export async function untilActive(app: FrameLocator): Promise<void> {
  const active = app.locator('[role="switch"][aria-checked="true"][aria-busy="false"]');
  const anyway = app.getByRole("button", { name: "Activate anyway" });
  await active.or(anyway).first().waitFor();
  if (await anyway.isVisible()) await anyway.click();
  await active.waitFor();
}

/**
 * Opens a page of the app inside the admin of the story's store; resolves the app's own frame, once the
 * page in it answers: what the server drew can be seen before it can be clicked.
 */
export async function openAdmin(
  stack: BrowserStack,
  page: Page,
  appPath = "/app",
): Promise<FrameLocator> {
  await page.goto(adminAddress(stack, appPath));
  await untilHydrated(page);
  return page.frameLocator("iframe").first();
}

/** Resolves when the page in the app's frame answers. */
export async function untilHydrated(page: Page): Promise<void> {
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame?.waitForFunction(isHydrated);
}

/**
 * Runs in the page. React takes over what the server drew bit by bit, and text that is typed
 * meanwhile is taken for text that was always there: its root says when all of it answers.
 */
function isHydrated(): boolean {
  const key = Object.keys(document).find((name) => name.startsWith("__reactContainer$"));
  if (!key) return false;
  const { stateNode } = (document as unknown as Record<string, ReactContainer>)[key] ?? {};
  return stateNode?.current.memoizedState?.isDehydrated === false;
}

interface ReactContainer {
  stateNode?: { current: { memoizedState: { isDehydrated?: boolean } | null } };
}
