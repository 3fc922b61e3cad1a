import type { LoaderFunctionArgs } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import type { Platform } from "../../../app/platform/platform";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

interface RouteModule {
  loader?: (args: LoaderFunctionArgs) => Promise<unknown>;
  action?: (args: LoaderFunctionArgs) => Promise<unknown>;
}

const routes = Object.entries(
  import.meta.glob<RouteModule>("/app/routes/app.*.tsx", { eager: true }),
).map(([file, module]) => ({ name: file.replace("/app/routes/", ""), ...module }));

const many = `1${",1".repeat(100_000)}`;
const nasty = [
  "\u0000",
  "a\u0000b",
  "\ufffd",
  "\u202e",
  "",
  "-1",
  "0",
  "1.5",
  "NaN",
  "Infinity",
  "1e308",
  "2147483648",
  "9007199254740993",
  "9".repeat(400),
  "0000-01-01",
  "9999-12-31",
  "../..",
  "%",
  "'--",
  "__proto__",
  "[]",
  '{"a":"\\u0000"}',
  '{"a":"\\ud800"}',
  `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
  "👩‍👩‍👧".repeat(200),
  many,
];

const parameters = [
  ...["search", "after", "before", "actor", "pool", "code", "cursor", "left", "kind", "type"],
  ...["from", "to", "days", "period", "name", "create", "view", "lines", "sort"],
];

/** What the pages' forms send, in order. Which page knows which intent is found out by asking. */
const forms: Record<string, string>[] = [
  { intent: "create", type: "static", name: "New" },
  {
    intent: "create",
    type: "dynamic",
    name: "New",
    discountId: "1",
    pattern: '{"prefix":"A","length":8,"suffix":"","alphabet":"safe"}',
    buffer: '{"target":10,"floor":5}',
  },
  {
    intent: "create",
    name: "Key",
    scopes: "read",
    everyPool: "false",
    pools: "1",
    requestsPerMinute: "60",
  },
  { intent: "rename", poolId: "1", name: "Renamed", version: "1" },
  { intent: "set-active", poolId: "1", active: "true" },
  { intent: "archive", poolId: "1", archived: "false" },
  { intent: "delete", poolId: "1", typedName: "another" },
  { intent: "assign", recipient: "ada@example.com" },
  { intent: "release", assignmentIds: "1,2" },
  { intent: "export", format: "csv", search: "" },
  { intent: "add", code: "C-1", message: "", assignBy: "", useBy: "", useWithinDays: "" },
  { intent: "void", codeIds: "1,2" },
  { intent: "set-alert-recipients", emails: "ada@example.com", seen: "" },
  { intent: "set-low-stock-threshold", poolId: "1", threshold: "5" },
  { intent: "rotate", keyId: "1", overlapHours: "0" },
  { intent: "revoke", keyId: "1" },
  { intent: "set-blocked", recipient: "ada@example.com", blocked: "false" },
  {
    intent: "create-discount",
    draft: '{"title":"T"}',
    creationKey: "0b0bbd6e-0b57-4a4c-8c6c-6b1f0e6f1f00",
  },
  { intent: "refresh-discount", discountId: "1" },
  { intent: "check" },
  { intent: "reportAgain", which: "1" },
  { intent: "repair", checkId: "1", kind: "missing", repair: "upload", which: "1,2" },
  { intent: "read", delimiter: "comma", header: "true", column: "0" },
  { intent: "tie", version: "1", discountId: "1" },
  { intent: "change-supply", version: "1", discountId: "1", pattern: "{}", buffer: "{}" },
  {
    intent: "save",
    version: "1",
    resendPolicy: "same_while_valid",
    cancelPolicy: "keep",
    resendDays: "",
    fallbackPoolId: "",
    defaultAssignBy: "",
    defaultUseBy: "",
    defaultUseWithinDays: "",
  },
];

/** A shop system that is down: addresses can be made, every question is a failure. */
const downPlatform = new Proxy({ name: "Shopify" } as Platform, {
  get: (target, name) => {
    if (name in target) return Reflect.get(target, name);
    if (String(name).endsWith("Url")) return () => "https://store.example/";
    return async () => ({ ok: false, failure: { kind: "platform_unreachable", detail: "down" } });
  },
});

describe("an admin page", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    poolId = await insertPool(services, shop, { codes: 5 });
    services.platform = () => downPlatform;
  });
  afterAll(() => services.close());

  /** The status of what a loader or an action answers, or throws as an answer. */
  async function statusOf(
    run: ((args: LoaderFunctionArgs) => Promise<unknown>) | undefined,
    request: Request,
    params: Record<string, string>,
    what: string,
  ): Promise<number> {
    const session = { shop: shop.domain, onlineAccessInfo: undefined };
    const redirect = (to: string) => new Response(null, { status: 302, headers: { Location: to } });
    const context = {
      services: {
        ...services,
        env: { SHOPIFY_API_KEY: "key", SHOPIFY_APP_URL: "https://app.example" },
        shopify: { authenticate: { admin: async () => ({ session, redirect }) } },
      },
      drained: () => Promise.resolve(),
    };
    const args = { request, params, context } as unknown as LoaderFunctionArgs;
    try {
      return statusIn(await run?.(args)) ?? 200;
    } catch (thrown) {
      const status = statusIn(thrown);
      if (status === undefined) throw new Error(`${what}: ${String(thrown)}`, { cause: thrown });
      return status;
    }
  }

  const ids = (value?: string) => ({
    poolId: value ?? String(poolId),
    campaignId: value ?? "1",
    batchId: value ?? "1",
    format: "csv",
  });
  const address = (query: Record<string, string>) =>
    `https://app.example/app?${new URLSearchParams(query)}`;

  it("answers or refuses whatever its address holds", async () => {
    for (const { name, loader } of routes) {
      if (!loader) continue;
      for (const value of nasty) {
        const short = value.slice(0, 2000);
        // Some parameters count only where others are absent.
        for (const absent of [[], ["before"], ["before", "after"], ["search"]]) {
          const present = parameters.filter((one) => !absent.includes(one));
          const query = Object.fromEntries(present.map((one) => [one, short]));
          const what = `${name} with ${short.slice(0, 40)}`;
          const status = await statusOf(loader, new Request(address(query)), ids(), what);
          expect(status, what).toBeLessThan(500);
        }
        const what = `${name} with the id ${short.slice(0, 40)}`;
        const status = await statusOf(loader, new Request(address({})), ids(short), what);
        expect(status, what).toBeLessThan(500);
      }
    }
  }, 300_000);

  it("answers or refuses whatever its forms send", async () => {
    const reached = new Set<string>();
    for (const { name, action } of routes) {
      for (const form of forms) {
        const send = (fields: Record<string, string>, what: string) => {
          const body = new URLSearchParams(fields);
          return statusOf(
            action,
            new Request(address({}), { method: "POST", body }),
            ids(),
            `${name} ${form["intent"]} ${what}`,
          );
        };
        if (!action || name.includes("uploads")) continue;
        if ((await send(form, "")) === 400) continue;
        reached.add(form["intent"] ?? "");
        for (const field of Object.keys(form).filter((one) => one !== "intent")) {
          for (const value of nasty) {
            const what = `${field}=${value.slice(0, 40)}`;
            expect(await send({ ...form, [field]: value }, what), what).toBeLessThan(500);
          }
        }
      }
    }
    expect([...reached].sort()).toEqual([...new Set(forms.map(({ intent }) => intent))].sort());
  }, 300_000);
});

/** Of a Response, or of data with a status; 200 for plain data; undefined for an error. */
function statusIn(answer: unknown): number | undefined {
  if (answer instanceof Response) return answer.status;
  if (answer instanceof Error) return undefined;
  const { init } = (answer ?? {}) as { init?: { status?: number } | null };
  return init?.status ?? 200;
}
