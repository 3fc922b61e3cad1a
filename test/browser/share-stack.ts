import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { buildApp } from "../../dev/stack/build-app";
import { freePorts } from "../../dev/stack/free-ports";
import type { InstallTarget } from "../../dev/stack/install-app";
import { type Stack, startStack } from "../../dev/stack/start-stack";
import { copyDatabase } from "../setup/copy-database";

declare module "vitest" {
  interface ProvidedContext {
    /** Answers with a `SharedStack` once it has started, or with status 500 and the reason. */
    sharedStackUrl: string;
  }
}

export interface SharedStack extends InstallTarget {
  databaseUrl: string;
  /** Where its processes write what they log. */
  logFolder: string;
}

/** What tests need of the environment of the app's processes. */
const told = ["APP_URL", "SHOPIFY_APP_URL", "SHOPIFY_API_KEY", "SHOPIFY_ADMIN_URL"];

/**
 * Builds the app and starts one store system, app and worker for all browser tests of a run, as soon as
 * the first of them asks for it. Other tests run meanwhile: only those that need the stack wait for it.
 */
export default async function shareStack(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "coupon-pools-browser-"));
  let starting: Promise<SharedStack & Stack> | undefined;
  const server = await answerWith(() => {
    starting ??= start(project.getProvidedContext().postgresUrl, folder);
    return starting;
  });
  project.provide("sharedStackUrl", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    server.close();
    await starting?.then(
      ({ stop }) => stop(),
      // Its reason was given to the tests.
      () => undefined,
    );
    await rm(folder, { recursive: true, force: true });
  };
}

async function start(postgresUrl: string, folder: string): Promise<SharedStack & Stack> {
  await buildApp();
  const [sandbox = 0, tunnel = 0, app = 0, smtp = 0] = await freePorts(4);
  const ports = { sandbox, tunnel, app, smtp };
  const databaseUrl = await copyDatabase(postgresUrl);
  const stack = await startStack({ folder, databaseUrl, ports, seed: "small" });
  return { ...stack, databaseUrl };
}

async function answerWith(stack: () => Promise<SharedStack>): Promise<Server> {
  const server = createServer((_, response) => {
    stack().then(
      ({ url, env, databaseUrl, logFolder }) => {
        const chosen = Object.fromEntries(told.map((name) => [name, env[name]]));
        const shared: SharedStack = { url, databaseUrl, logFolder, env: chosen };
        response.end(JSON.stringify(shared));
      },
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
}
