import { Readable } from "node:stream";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import type { ShopContext } from "../../../app/core/ids";
import { draftImport } from "../../../app/features/codes/import/drafting/draft-import.server";
import { storeUpload } from "../../../app/files/store/store-upload.server";
import type { Platform } from "../../../app/platform/platform";
import { campaignsOf } from "../../factories/campaign-of";
import { expectOk } from "../../factories/import-file";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { forms, nasty, parameters } from "./admin-forms";

/** The fields of an intent. */
type FormSchema = z.ZodType & { shape?: object; options?: { shape: object }[] };
type Intents = Record<string, { schema: FormSchema }>;

interface RouteModule {
  loader?: (args: LoaderFunctionArgs) => Promise<unknown>;
  action?: ((args: LoaderFunctionArgs) => Promise<unknown>) & { intents?: Intents };
}

// Runs the real pages, and exposes the intents of each action with their schemas.
vi.mock("../../../app/admin/admin.server", async (load) => {
  const original = await load<typeof import("../../../app/admin/admin.server")>();
  return {
    ...original,
    formAction: (schema: FormSchema, run: Parameters<typeof original.formAction>[1]) => ({
      ...original.formAction(schema, run),
      schema,
    }),
    adminAction: (intents: Parameters<typeof original.adminAction>[0]) =>
      Object.assign(original.adminAction(intents), { intents }),
  };
});

const routes = Object.entries(
  import.meta.glob("/app/routes/app.*.tsx", { eager: true }) as Record<string, RouteModule>,
).map(([file, module]) => ({ name: file.replace("/app/routes/", ""), ...module }));

/** Every intent of every page. */
const intents = routes.flatMap(({ name, action }) =>
  Object.entries(action?.intents ?? {}).map(
    ([intent, { schema }]) => [name, intent, { action, schema }] as const,
  ),
);

/** A platform that is down: URLs can be built, but every call fails. */
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

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    services.platform = () => downPlatform;
  });
  afterAll(() => services.close());

  /** Creates a pool with codes, an import draft and a campaign draft. Returns their IDs by URL parameter. */
  async function createDrafts(): Promise<Record<string, string>> {
    const poolId = await insertPool(services, shop, { codes: 5 });
    const body = Readable.from([Buffer.from("code,message\nC-1,Enjoy\nC-2,Enjoy\n")]);
    const file = { fileName: "codes.csv", declaredBytes: null, body };
    const { uploadId } = expectOk(await storeUpload(services, shop, file));
    const draft = { poolId, uploadId, actor: { name: "Ada" } };
    const { batchId } = expectOk(await draftImport(services, shop, draft));
    const campaigns = campaignsOf(services, shop);
    const campaignId = await campaigns.send(poolId, "ada@example.com\nben@example.com\n");
    await campaigns.read(campaignId);
    return {
      poolId: String(poolId),
      batchId: String(batchId),
      campaignId: String(campaignId),
      format: "csv",
    };
  }

  /** The status of the response that a loader or action returns or throws. */
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
  /** URL parameters in which every ID is `value`. */
  const idsSetTo = (value: string) => ({
    poolId: value,
    batchId: value,
    campaignId: value,
    format: value,
  });
  const address = (query: Record<string, string>) =>
    `https://app.example/app?${new URLSearchParams(query)}`;
  const posted = (body: BodyInit, headers: Record<string, string> = {}) =>
    new Request(address({}), { method: "POST", body, headers });

  it("never fails with a server error, whatever its URL contains", async () => {
    const ids = await createDrafts();
    for (const { name, loader } of routes) {
      if (!loader) continue;
      for (const value of nasty) {
        const short = value.slice(0, 2000);
        // Some parameters count only where others are absent.
        for (const absent of [[], ["before"], ["before", "after"], ["search"]]) {
          const present = parameters.filter((parameter) => !absent.includes(parameter));
          const query = Object.fromEntries(present.map((one) => [one, short]));
          const what = `${name} with ${short.slice(0, 40)}`;
          const status = await statusOf(loader, new Request(address(query)), ids, what);
          expect(status, what).toBeLessThan(500);
        }
        const what = `${name} with the id ${short.slice(0, 40)}`;
        const status = await statusOf(loader, new Request(address({})), idsSetTo(short), what);
        expect(status, what).toBeLessThan(500);
      }
    }
  }, 300_000);

  it.each(intents)(
    "%s never fails with a server error, whatever is submitted as “%s”",
    async (_, intent, page) => {
      const { action, schema } = page;
      const ids = await createDrafts();
      const fitting = forms
        .filter((form) => form["intent"] === intent)
        .map(({ poolId, ...form }) => ({ ...form, ...(poolId && { poolId: ids["poolId"] ?? "" }) }))
        .filter((form: Record<string, string>) => {
          const { intent: _, ...fields } = form;
          return schema.safeParse(fields).success;
        });
      const sent = new Set(fitting.flatMap((form) => Object.keys(form)));
      const accepted = [schema, ...(schema.options ?? [])].flatMap(({ shape }) =>
        Object.keys(shape ?? {}),
      );
      expect(fitting, "Add a valid form to admin-forms.ts.").not.toEqual([]);
      expect(
        accepted.filter((field) => !sent.has(field)),
        "No form in admin-forms.ts sends these fields.",
      ).toEqual([]);
      const send = (fields: Record<string, string>, to: Record<string, string>, what: string) =>
        statusOf(action, posted(new URLSearchParams(fields)), to, what);
      for (const form of fitting) {
        expect(await send(form, ids, "as it is"), "as it is").toBeLessThan(500);
        for (const value of nasty) {
          const what = `with the id ${value.slice(0, 40)}`;
          expect(await send(form, idsSetTo(value.slice(0, 2000)), what), what).toBeLessThan(500);
        }
        for (const [what, fields] of spoiled(form))
          expect(await send(fields, ids, what), what).toBeLessThan(500);
      }
    },
    120_000,
  );

  it.each([
    ["plain text", posted("intent=void", { "content-type": "text/plain" })],
    [
      "a malformed form",
      posted("--x\r\nno", { "content-type": "multipart/form-data; boundary=x" }),
    ],
    ["an empty body", new Request(address({}), { method: "POST" })],
    ["an unknown intent", posted(new URLSearchParams({ intent: "__proto__" }))],
  ])("rejects %s", async (what, request) => {
    const ids = await createDrafts();
    for (const { name, action } of routes) {
      if (!action?.intents) continue;
      expect(await statusOf(action, request.clone(), ids, `${name}: ${what}`)).toBe(400);
    }
  });
});

/** The status of a Response or of Remix data; 200 for plain data, undefined for an error. */
function statusIn(answer: unknown): number | undefined {
  if (answer instanceof Response) return answer.status;
  if (answer instanceof Error) return undefined;
  const { init } = (answer ?? {}) as { init?: { status?: number } | null };
  return init?.status ?? 200;
}

/** The form with each field, and each string inside a JSON field, replaced by each hostile value. */
function* spoiled(form: Record<string, string>): Generator<[string, Record<string, string>]> {
  for (const [field, value] of Object.entries(form)) {
    if (field === "intent") continue;
    const inner = value.startsWith("{") ? Object.entries(JSON.parse(value) as object) : [];
    for (const nastiness of nasty) {
      const shown = nastiness.slice(0, 40);
      yield [`${field}=${shown}`, { ...form, [field]: nastiness }];
      for (const [name] of inner.filter(([, text]) => typeof text === "string")) {
        const spoilt = JSON.stringify({ ...Object.fromEntries(inner), [name]: nastiness });
        yield [`${field}.${name}=${shown}`, { ...form, [field]: spoilt }];
      }
    }
  }
}
