import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { FrameLocator, Page } from "playwright-core";
import { inject } from "vitest";
import { databaseUrl } from "../setup/start-database";
import { buildApp } from "../stack/build-app";
import { freePorts } from "../stack/free-ports";
import { type Stack, startStack } from "../stack/start-stack";

export interface BrowserStack extends Stack {
  databaseUrl: string;
  stop(): Promise<void>;
}

/** The whole product over a database of the test's own: store, app, worker. */
export async function openStack(): Promise<BrowserStack> {
  await buildApp();
  const server = inject("postgresUrl");
  const name = `browser_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client(server);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const folder = await mkdtemp(path.join(tmpdir(), "coupon-pools-browser-"));
  const [sandbox = 0, tunnel = 0, app = 0, smtp = 0] = await freePorts(4);
  const url = databaseUrl(server, name);
  const stack = await startStack({
    folder,
    databaseUrl: url,
    ports: { sandbox, tunnel, app, smtp },
    seed: "small",
  });
  return {
    ...stack,
    databaseUrl: url,
    stop: async () => {
      await stack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Opens a page of the app inside the admin of the demo store; resolves the app's own frame, once the
 * page in it answers: what the server drew can be seen before it can be clicked.
 */
export async function openAdmin(stack: Stack, page: Page, appPath = "/app"): Promise<FrameLocator> {
  await page.goto(`${stack.url}/admin/store/demo-store/apps/coupon-pools${appPath}`);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame?.waitForFunction(() =>
    [...document.querySelectorAll("h1, h2, a, button")].some((element) =>
      Object.keys(element).some((key) => key.startsWith("__reactProps")),
    ),
  );
  return page.frameLocator("iframe").first();
}
