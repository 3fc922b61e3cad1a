import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { sendResponse } from "./machine-response.server";

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serve(body: Iterable<string>): Promise<string> {
  server = createServer((incoming, response) =>
    sendResponse(incoming, response, { status: 200, headers: {}, body }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it.each(["gzip", "identity"])("serves other requests between two pieces (%s)", async (coding) => {
  const turns = { now: 0, ended: false };
  const turn = () => {
    turns.now += 1;
    if (!turns.ended) setImmediate(turn);
  };
  const written: number[] = [];
  function* pieces() {
    for (let place = 0; place < 50; place += 1) {
      written.push(turns.now);
      yield `${place},`.repeat(10_000);
    }
  }
  const url = await serve(pieces());
  turn();
  const response = await fetch(url, { headers: { "Accept-Encoding": coding } });
  const text = await response.text();
  turns.ended = true;
  expect(text).toBe(Array.from({ length: 50 }, (_, n) => `${n},`.repeat(10_000)).join(""));
  expect((written.at(-1) ?? 0) - (written[0] ?? 0)).toBeGreaterThanOrEqual(25);
});

it.each(["gzip", "identity"])(
  "attaches only one set of listeners for a slow client (%s)",
  async (coding) => {
    const warnings: string[] = [];
    const note = ({ name }: Error) => warnings.push(name);
    process.on("warning", note);
    const url = await serve(Array.from({ length: 50 }, (_, place) => `${place},`.repeat(50_000)));
    const response = await fetch(url, { headers: { "Accept-Encoding": coding } });
    await response.text();
    process.off("warning", note);
    expect(warnings).toEqual([]);
  },
);

it("stops writing when the client disconnects", async () => {
  let stopped: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  function* endless() {
    try {
      for (;;) yield "x".repeat(100_000);
    } finally {
      stopped();
    }
  }
  const away = new AbortController();
  const response = await fetch(await serve(endless()), { signal: away.signal });
  expect(response.status).toBe(200);
  away.abort();
  await over;
});
