import type { LoaderFunctionArgs } from "@remix-run/node";
import { describe, expect, it } from "vitest";
import { testKeyring } from "../../test/factories/test-keys";
import { downloadLoader, signDownload } from "./download-link.server";

describe("a download link", () => {
  let now = new Date("2026-11-21T12:00:00Z");
  const shop = { id: 7, domain: "demo-store.myshopify.com", name: "Demo", timeZone: "UTC" };
  const services = {
    keyring: testKeyring(),
    clock: { now: () => now },
    database: { query: async (_: string, [id]: number[]) => (id === shop.id ? [shop] : []) },
  };
  const loader = downloadLoader(async (request) => new Response(request.shop.domain));

  async function open(link: string): Promise<Response> {
    const request = new Request(`https://app.example${link}`);
    const args = { request, params: {}, context: { services } } as unknown;
    return loader(args as LoaderFunctionArgs);
  }

  it("opens for the shop it was signed for", async () => {
    const response = await open(signDownload(services, shop, "/app/files/5?search=a%20b%2Bc"));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(shop.domain);
  });

  it.each([
    ["another path", (link: string) => link.replace("/5", "/6")],
    ["another query", (link: string) => link.replace("search=a", "search=b")],
    ["another shop", (link: string) => link.replace("shop_id=7", "shop_id=8")],
    ["a longer life", (link: string) => link.replace(/until=\d+/, "until=9999999999")],
    ["no signature", (link: string) => link.replace(/&signature=.*/, "")],
    ["a cut signature", (link: string) => link.slice(0, -1)],
  ])("doesn't open with %s", async (_, change) => {
    const link = signDownload(services, shop, "/app/files/5?search=a");
    expect((await open(change(link))).status).toBe(403);
  });

  it("doesn't open for an erased shop, or after five minutes", async () => {
    expect((await open(signDownload(services, { id: 9 }, "/app/files/5"))).status).toBe(403);
    const link = signDownload(services, shop, "/app/files/5");
    now = new Date(now.getTime() + 300_000);
    expect((await open(link)).status).toBe(403);
  });
});
