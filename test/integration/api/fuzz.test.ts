import { Agent, request } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../../app/api/operations/operations";
import type { ApiClient, ApiResponse } from "./api-client";
import { type ApiFixture, openApiFixture } from "./api-fixture";
import { insertPoolWithHandle } from "./pool-with-handle";
import { readEverything } from "./read-everything";

const requests = 10_000;
const concurrency = 32;

interface Malformed {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** Text that tends to break things. */
const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "null",
    "-1",
    "1e999",
    "9".repeat(400),
    "../..",
    "%",
    "'--",
    "<script>",
    "__proto__",
    "constructor",
    "ada@example.com",
    "{% coupon_code 'x' %}",
    "{{",
    "a".repeat(70_000),
  ),
);

const value: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom([], {}, null, 0, -1, 1e308),
);

/** Encodes text for a URL. Converting it first replaces lone surrogates, which cannot be encoded. */
function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString("utf8"));
}

/**
 * A request for a declared operation with at least one thing wrong. The rest is valid, so the request
 * gets as far as it can.
 */
function malformed(handle: string, key: string): fc.Arbitrary<Malformed> {
  return fc.constantFrom(...operations).chain((operation) => {
    const good = {
      method: operation.method as string,
      path: operation.path.replace("{handle}", handle).replace("{id}", "99999999"),
      headers: {
        Authorization: `Bearer ${key}`,
        ...(operation.body ? { "Content-Type": "application/json" } : {}),
        ...(operation.needsMatch ? { "If-Match": '"v999"' } : {}),
      } as Record<string, string>,
      body: operation.body ? JSON.stringify(operation.example.body) : undefined,
    };
    const withHeader = (name: string, text: string) => ({
      ...good,
      headers: { ...good.headers, [name]: text.replace(/[^\x21-\x7e]/g, "?") || "?" },
    });
    const ways: fc.Arbitrary<Malformed>[] = [
      nasty.map((text) => ({
        ...good,
        path: `/api/v1/${encoded(text).slice(0, 4000)}`,
      })),
      nasty.map((text) => ({
        ...good,
        path: `${good.path}?${encoded(text).slice(0, 4000)}=${encoded(text).slice(0, 4000)}`,
      })),
      fc
        .tuple(
          fc.constantFrom("limit", "cursor", "recipient"),
          nasty.filter((text) => !/^[1-9]\d?$/.test(text)),
        )
        .map(([name, text]) => ({
          ...good,
          path: `${good.path}?${name}=${encoded(text).slice(0, 4000)}&unknown=1`,
        })),
      nasty.map((text) => withHeader("Authorization", `Bearer ${text.slice(0, 500)}`)),
      nasty.map((text) => withHeader("Authorization", text.slice(0, 500))),
      fc.constantFrom("PUT", "DELETE").map((method) => ({ ...good, method })),
      nasty.map((text) => ({
        ...good,
        path: operation.path
          .replace("{handle}", `${encoded(text).slice(0, 3000)}!`)
          .replace("{id}", "x"),
      })),
    ];
    if (!operation.path.includes("{")) ways.pop();
    if (operation.body) {
      ways.push(
        nasty.map((text) => ({ ...good, body: `${text}{` })),
        value.map((body) => ({
          ...good,
          body: JSON.stringify(Array.isArray(body) ? body : [body]),
        })),
        fc.tuple(nasty, value).map(([name, inner]) => ({
          ...good,
          body: JSON.stringify({
            ...(operation.example.body as object),
            [`${name.slice(0, 50)}?`]: inner,
          }),
        })),
        fc.tuple(fc.nat(), value).map(([place, inner]) => {
          const body = structuredClone(operation.example.body) as Record<string, unknown>;
          const names = Object.keys(body);
          body[names[place % names.length] ?? ""] = inner;
          // Also an unknown field, because the value alone could be valid.
          return { ...good, body: JSON.stringify({ ...body, unknown: true }) };
        }),
        fc.constant({ ...good, body: "[".repeat(20_000) }),
        fc.constant(withHeader("Content-Type", "text/plain")),
        fc.constant(withHeader("Content-Encoding", "gzip")),
        // 64 KB at most: a thousand bodies of 8 MB would prove no more.
        fc.constant({ ...good, body: "x".repeat(Math.min(operation.maxBytes, 65_536) + 1) }),
      );
    }
    return fc.oneof(...ways);
  });
}

describe("malformed requests", () => {
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openApiFixture();
  });
  afterAll(() => fixture.close());

  it("are all rejected with a typed problem, and change nothing", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 10 });
    const samples = fc.sample(malformed(handle, fixture.key), { numRuns: requests, seed: 3 });
    const before = await readEverything(fixture.services);
    const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
    const codes = new Map<string, number>();
    let next = 0;
    const caller = async () => {
      for (let n = next++; n < samples.length; n = next++) {
        const sample = samples[n];
        if (!sample) return;
        const result = await send(agent, fixture.server.url, sample);
        if (result.status < 400 || result.status >= 500) {
          const { method, path, body } = sample;
          expect.fail(`${method} ${path.slice(0, 200)} ${body?.slice(0, 200)}: ${result.status}`);
        }
        check(fixture.api, sample, result);
        codes.set(result.json.code, (codes.get(result.json.code) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, caller));
    agent.destroy();
    expect(await readEverything(fixture.services)).toBe(before);
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining([
        "invalid_json",
        "unknown_field",
        "invalid_input",
        "body_too_large",
        "not_found",
        "method_not_allowed",
        "key_invalid",
        "unsupported_media_type",
      ]),
    );
  }, 180_000);
});

function check(api: ApiClient, { method, path }: Malformed, answer: ApiResponse): void {
  api.expectConforming(method, new URL(`http://any${path}`).pathname, answer);
}

function send(
  agent: Agent,
  url: string,
  { method, path, headers, body }: Malformed,
): Promise<ApiResponse> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
    const outgoing = request(
      `${url}${path}`,
      { agent, method, headers: { ...headers, ...length } },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          const pairs = Object.entries(response.headers).map(([name, value]) => [
            name,
            String(value),
          ]);
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(pairs as [string, string][]),
            json: readJson(text),
          });
          // The rest of a rejected body may still be in transit, so don't reuse the connection.
          outgoing.destroy();
        });
      },
    );
    outgoing.setTimeout(10_000, () =>
      outgoing.destroy(new Error(`No answer to ${method} ${path}`)),
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Undefined if the text is not JSON. The API never sends that. */
function readJson(text: string): ApiResponse["json"] {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
