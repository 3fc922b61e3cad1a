import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { FrameLocator, Page } from "playwright-core";
import { copyTemplate } from "../setup/copy-template";
import { buildApp } from "../stack/build-app";
import { freePorts } from "../stack/free-ports";
import { type Stack, startStack } from "../stack/start-stack";
import { launchBrowser } from "./harness/launch-browser";

export interface BrowserStack extends Stack {
  /** A page of a browser of its own, the size of a desktop's, which waits a minute at most. */
  page: Page;
  /** Runs a statement on the app's database; resolves its rows. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** The whole product over a database of the test's own, store, app and worker, and a browser before it. */
export async function openStack(): Promise<BrowserStack> {
  const browser = await launchBrowser();
  try {
    const context = await browser.open();
    context.setDefaultTimeout(60_000);
    return await startProduct(await context.newPage(), () => browser.close());
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function startProduct(page: Page, closeBrowser: () => Promise<void>): Promise<BrowserStack> {
  await buildApp();
  const folder = await mkdtemp(path.join(tmpdir(), "coupon-pools-browser-"));
  const [sandbox = 0, tunnel = 0, app = 0, smtp = 0] = await freePorts(4);
  const url = await copyTemplate();
  const stack = await startStack({
    folder,
    databaseUrl: url,
    ports: { sandbox, tunnel, app, smtp },
    seed: "small",
  });
  return {
    ...stack,
    page,
    sql: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => {
      const client = new pg.Client(url);
      await client.connect();
      try {
        return (await client.query<Row>(text, values)).rows;
      } finally {
        await client.end();
      }
    },
    stop: async () => {
      await closeBrowser();
      await stack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Switches the pool on whose page is open, also when the app asks first because its codes are not in the
 * store; resolves when that is saved.
 */
export async function activatePool(app: FrameLocator): Promise<void> {
  const active = app.locator('[role="switch"][aria-checked="true"][aria-busy="false"]');
  const anyway = app.getByRole("button", { name: "Activate anyway" });
  await app.getByRole("switch").first().click();
  await active.or(anyway).first().waitFor();
  if (await anyway.isVisible()) await anyway.click();
  await active.waitFor();
}

/**
 * Opens a page of the app inside the admin of the demo store; resolves the app's own frame, once the
 * page in it answers: what the server drew can be seen before it can be clicked.
 */
export async function openAdmin(stack: Stack, page: Page, appPath = "/app"): Promise<FrameLocator> {
  await page.goto(`${stack.url}/admin/store/demo-store/apps/coupon-pools${appPath}`);
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
