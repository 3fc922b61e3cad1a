import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { type Follower, followSandbox } from "../follow-sandbox.mjs";
import { keptIdleMs } from "../http/serve-routes";
import { type RunningSandbox, startSandbox } from "../start-sandbox";

export const API_KEY = "the-app-key";
export const API_SECRET = "the-app-secret";
export const DEMO_SHOP = "demo-store.myshopify.com";
export const OTHER_SHOP = "other-store.myshopify.com";

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

interface FakeAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** Takes the place of the app: records requests and responds as configured. */
interface FakeApp {
  received: ReceivedRequest[];
  answer: (received: ReceivedRequest) => FakeAnswer | Promise<FakeAnswer>;
}

export interface TestSandbox {
  readonly app: FakeApp;
  readonly running: RunningSandbox;
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Makes this process follow the sandbox until the end of the test file. */
  follow(): Promise<void>;
}

interface TestSandboxOptions {
  /** Relative to this file, or the URL of a file. */
  tomlFile?: string;
  seed?: "small" | "demo";
  scopes?: string[];
}

/** Starts a sandbox with two shops and a fake app for the tests of one file. */
export function testSandbox({
  tomlFile = "./app.test.toml",
  seed = "small",
  scopes = ["read_customers", "read_products", "read_discounts", "write_discounts"],
}: TestSandboxOptions = {}): TestSandbox {
  const app: FakeApp = { received: [], answer: () => ({ status: 200 }) };
  let server: Server;
  let running: RunningSandbox | undefined;
  let follower: Follower | undefined;
  beforeAll(async () => {
    server = createServer({ keepAliveTimeout: keptIdleMs }, async (incoming, outgoing) => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part as Buffer);
      const { method = "", url = "", headers } = incoming;
      const received = { method, path: url, headers, body: Buffer.concat(parts).toString("utf8") };
      app.received.push(received);
      const answer = await app.answer(received);
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    running = await startSandbox({
      apiKey: API_KEY,
      apiSecret: API_SECRET,
      appUrl: `http://127.0.0.1:${port}`,
      tomlFile: fileURLToPath(new URL(tomlFile, import.meta.url)),
      scopes,
      seed,
    });
  });
  afterAll(async () => {
    follower?.leave();
    await running?.close();
    await new Promise((done) => server.close(done));
  });
  return {
    app,
    get running() {
      if (!running) throw new Error("The sandbox has not started");
      return running;
    },
    async call(method, path, body) {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const answer = await fetch(`${running?.url}${path}`, init);
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
      return answer.json();
    },
    async follow() {
      follower ??= await followSandbox(this.running.url);
    },
  };
}
