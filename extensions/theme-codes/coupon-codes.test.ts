import { readFileSync } from "node:fs";
import path from "node:path";
import { Liquid, type TagToken, type TopLevelToken } from "liquidjs";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

const folder = import.meta.dirname;
const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
const locales = ["en.default", "de", "fr", "es", "it", "pt", "nl", "ja"];
const texts = (locale: string): Record<string, string> =>
  JSON.parse(read(`locales/${locale}.json`)).coupon_codes;

/** The block's markup, with those of a theme's tags and filters that it uses. */
function blockMarkup(page: object): string {
  const engine = new Liquid({ strictFilters: true });
  const said = texts("en.default");
  engine.registerFilter("t", (key: string, ...named: [string, string][]) => {
    const text = said[key.replace("coupon_codes.", "")];
    if (text === undefined) throw new Error(`There is no text ${key}.`);
    const values = new Map(named);
    return text.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => values.get(name) ?? "");
  });
  engine.registerFilter("asset_url", (file: string) => `/assets/${file}`);
  engine.registerFilter("stylesheet_tag", (url: string) => `<link rel="stylesheet" href="${url}">`);
  engine.registerTag("schema", {
    parse: (_token: TagToken, rest: TopLevelToken[]) => {
      while (rest.length > 0) rest.shift();
    },
    render: () => "",
  });
  return engine.parseAndRenderSync(read("blocks/coupon-codes.liquid"), page);
}

const settings = { heading: "", rows: 2, proxy_path: "/apps/coupon-pools" };
const page = (change: object = {}) => ({
  block: { settings },
  routes: { root_url: "/" },
  request: { design_mode: false, locale: { iso_code: "en" } },
  customer: { id: 7001 },
  cart: { item_count: 1 },
  ...change,
});

const own = {
  code: "VIP-7KQ2M",
  summary: "20% off",
  last_day: "2026-12-31",
  url: "https://demo-store.myshopify.com/discount/VIP-7KQ2M",
  status: "usable",
};

/** The store: what is in the cart, and what the app says. */
interface Store {
  codes?: object[] | number;
  cart?: { code: string; applicable: boolean }[];
  reasons?: object[];
  /** Which of the codes set with `/cart/update.js` apply. */
  applies?: (code: string) => boolean;
}

function storeOf(store: Store) {
  let cart = store.cart ?? [];
  return vi.fn(async (url: string, init: RequestInit = {}) => {
    const { pathname } = new URL(url, "https://demo-store.example");
    if (pathname.endsWith("/cart.js")) return Response.json({ discount_codes: cart });
    if (pathname.endsWith("/cart/update.js")) {
      const { discount } = JSON.parse(String(init.body)) as { discount: string };
      cart = discount
        .split(",")
        .map((code) => ({ code, applicable: store.applies?.(code) ?? true }));
      return Response.json({ discount_codes: cart });
    }
    if (pathname.endsWith("/reasons")) return Response.json({ reasons: store.reasons ?? [] });
    if (typeof store.codes === "number")
      return new Response("<h1>Oops</h1>", { status: store.codes });
    return Response.json({ codes: store.codes ?? [] });
  });
}

const element = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};
const status = () => element("[data-status]").textContent;
const rows = () => [...document.querySelectorAll<HTMLElement>("[data-list] > li")];
const asked = (fetched: ReturnType<typeof storeOf>) => fetched.mock.calls.map(([url]) => url);

describe("the block with a customer's codes", () => {
  const reload = vi.fn();
  const assign = vi.fn();

  beforeAll(async () => {
    // A script of a theme, not a module: it defines the element once per page.
    await import(path.join(folder, "assets/coupon-codes.js"));
  });
  beforeEach(() => {
    reload.mockClear();
    assign.mockClear();
    // A page that really reloads would take the test with it.
    Object.assign(window.location, { reload, assign });
  });
  afterEach(() => {
    document.body.innerHTML = "";
    vi.unstubAllGlobals();
  });

  const open = (store: Store, change: object = {}) => {
    const fetched = storeOf(store);
    vi.stubGlobal("fetch", fetched);
    // The element is defined already, and its styles don't matter here.
    document.body.innerHTML = blockMarkup(page(change)).replace(/<link[^>]*>|<script.*/g, "");
    return fetched;
  };
  const loaded = () => vi.waitUntil(() => !element("[data-list]").hasAttribute("aria-busy"));

  it("lists the codes with what they give, their last day and a link that applies them", async () => {
    const fetched = open({ codes: [own] });
    await loaded();
    expect(element("[data-code]").textContent).toBe("VIP-7KQ2M");
    expect(element("[data-summary]").textContent).toBe("20% off");
    expect(element("[data-detail]").textContent).toBe("Until Dec 31, 2026");
    expect(element("a").getAttribute("href")).toBe("/discount/VIP-7KQ2M?redirect=%2Fcart");
    expect(element("a").getAttribute("aria-label")).toBe("Apply VIP-7KQ2M");
    expect(asked(fetched)).toContain("/apps/coupon-pools/codes?locale=en");
  });

  it("uses the addresses of the shopper's language", async () => {
    const locale = { routes: { root_url: "/fr" }, request: { locale: { iso_code: "fr" } } };
    const fetched = open({ codes: [own] }, locale);
    await loaded();
    expect(asked(fetched)).toContain("/fr/apps/coupon-pools/codes?locale=fr");
    expect(element("a").getAttribute("href")).toBe("/fr/discount/VIP-7KQ2M?redirect=%2Ffr%2Fcart");
    expect(element("[data-detail]").textContent).toBe("Until 31 déc. 2026");
  });

  it("adds a code to those in the cart with one click, then shows the new totals", async () => {
    const fetched = open({ codes: [own], cart: [{ code: "WELCOME", applicable: true }] });
    await loaded();
    element("a").click();
    await vi.waitUntil(() => reload.mock.calls.length > 0);
    const update = fetched.mock.calls.find(([url]) => url === "/cart/update.js");
    expect(JSON.parse(String(update?.[1]?.body))).toEqual({ discount: "WELCOME,VIP-7KQ2M" });
    expect(status()).toBe("VIP-7KQ2M was added to your cart.");
  });

  it("lets a theme that follows cart actions update itself", async () => {
    const updateCart = vi.fn(async () => undefined);
    vi.stubGlobal("Shopify", { actions: { updateCart } });
    open({ codes: [own] });
    await loaded();
    element("a").click();
    await vi.waitUntil(() => status() === "VIP-7KQ2M doesn’t apply to your cart right now.");
    expect(updateCart).toHaveBeenCalledWith({ discountCodes: ["VIP-7KQ2M"] });
    expect(reload).not.toHaveBeenCalled();
  });

  it("says why a code was refused, and moves the focus there", async () => {
    const message = "This code isn’t available right now.";
    open({ codes: [own], applies: () => false, reasons: [{ code: own.code, message }] });
    await loaded();
    element("a").click();
    await vi.waitUntil(() => document.activeElement === element("[data-status]"));
    expect(status()).toBe(`VIP-7KQ2M: ${message}`);
    expect(reload).not.toHaveBeenCalled();
  });

  it("follows the link if the cart can't be changed by a script", async () => {
    const store = storeOf({ codes: [own] });
    open({ codes: [own] });
    await loaded();
    vi.stubGlobal("fetch", (url: string, init?: RequestInit) =>
      url.endsWith("/cart/update.js")
        ? Promise.resolve(new Response("", { status: 404 }))
        : store(url, init),
    );
    element("a").click();
    await vi.waitUntil(() => assign.mock.calls.length > 0);
    expect(assign.mock.calls[0]?.[0]).toContain("/discount/VIP-7KQ2M?redirect=%2Fcart");
  });

  it.each([
    ["in the cart", {}, [{ code: "vip-7kq2m", applicable: true }], "In your cart"],
    ["paused", { status: "paused" }, [], "Not available right now"],
    ["not active yet", { status: "not_started" }, [], "Not active yet"],
  ])("offers no link for a code that is %s", async (_, change, cart, text) => {
    open({ codes: [{ ...own, ...change }], cart });
    await loaded();
    expect(document.querySelector("[data-list] a")).toBeNull();
    expect(rows()[0]?.textContent).toContain(text);
  });

  it("reserves its space, and shows more codes only when asked", async () => {
    open({ codes: ["A", "B", "C"].map((code) => ({ ...own, code })) });
    expect(element("coupon-codes").getAttribute("style")).toBe("--coupon-codes-rows: 2");
    await loaded();
    expect(rows().map(({ hidden }) => hidden)).toEqual([false, false, true]);
    element("[data-more]").click();
    expect(rows().map(({ hidden }) => hidden)).toEqual([false, false, false]);
    expect(document.activeElement).toBe(rows()[2]?.querySelector("a"));
    expect(element("[data-more]").hidden).toBe(true);
  });

  it("says that there are no codes, or that they couldn't be loaded", async () => {
    open({ codes: [] });
    await loaded();
    expect(element("[data-note]").textContent).toBe("You have no codes right now.");
    open({ codes: 502 });
    await loaded();
    expect(element("[data-note]").textContent).toMatch(/^Your codes couldn’t be loaded/);
  });

  it("shows what the app sends as text, never as markup", async () => {
    const code = "<img src=x onerror=alert(1)>";
    const reasons = [{ code, message: "<b>no</b>" }];
    open({
      codes: [{ ...own, code, summary: code }],
      cart: [{ code, applicable: false }],
      reasons,
    });
    await vi.waitUntil(() => status() === `${code}: <b>no</b>`);
    expect(document.querySelector("coupon-codes img, coupon-codes b")).toBeNull();
    expect(element("[data-code]").textContent).toBe(code);
  });

  it("tells a guest why a code in the cart is refused, and nothing else", async () => {
    const message = "This code has expired.";
    const cart = [{ code: "OLD", applicable: false }];
    const fetched = open({ cart, reasons: [{ code: "OLD", message }] }, { customer: null });
    await vi.waitUntil(() => status() === `OLD: ${message}`);
    expect(document.querySelector("[data-list]")).toBeNull();
    expect(asked(fetched).filter((url) => url.includes("/codes"))).toEqual([]);
  });

  it("follows the theme's own discount form", async () => {
    const store = storeOf({ codes: [own], reasons: [{ code: "OLD", message: "Expired." }] });
    let entered: object[] = [];
    open({ codes: [own] });
    await loaded();
    vi.stubGlobal("fetch", async (url: string, init?: RequestInit) =>
      url.endsWith("/cart.js") ? Response.json({ discount_codes: entered }) : store(url, init),
    );
    entered = [{ code: "OLD", applicable: false }];
    const event = new Event("shopify:cart:discount-update", { bubbles: true });
    element("body").dispatchEvent(Object.assign(event, { promise: Promise.resolve({}) }));
    await vi.waitUntil(() => status() === "OLD: Expired.");
  });

  it("shows example codes in the editor, and asks nobody", () => {
    const fetched = open({}, { request: { design_mode: true, locale: { iso_code: "en" } } });
    expect(rows()).toHaveLength(2);
    expect(element("[data-note]").textContent).toBe(texts("en.default")["preview"]);
    expect(document.querySelector("[data-list] a")).toBeNull();
    expect(fetched).not.toHaveBeenCalled();
    expect(blockMarkup(page({ request: { design_mode: true, locale: {} } }))).not.toContain(
      "<script",
    );
  });
});

it("loads nothing for a guest without a cart", () => {
  expect(blockMarkup(page({ customer: null, cart: { item_count: 0 } })).trim()).toBe("");
});

it("escapes the merchant's heading", () => {
  const heading = '"><script>alert(1)</script>';
  const markup = blockMarkup(page({ block: { settings: { ...settings, heading } } }));
  expect(markup).not.toContain("<script>alert");
});

it("has the same texts with the same placeholders in every language", () => {
  const shapeOf = (locale: string) =>
    Object.entries(texts(locale)).map(([key, text]) => [key, text.match(/\{\{ \w+ \}\}/g)]);
  for (const locale of locales) expect(shapeOf(locale), locale).toEqual(shapeOf("en.default"));
});

it("stays within Shopify's rules for blocks", () => {
  const liquid = read("blocks/coupon-codes.liquid");
  const schema = /\{% schema %\}(.*)\{% endschema %\}/s.exec(liquid)?.[1] ?? "";
  const { name, target } = JSON.parse(schema) as { name: string; target: string };
  expect(target).toBe("section");
  // Names in schemas have at most 25 characters (documented).
  expect(name.length).toBeLessThanOrEqual(25);
});
