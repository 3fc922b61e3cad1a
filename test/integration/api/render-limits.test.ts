import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type MessageRenderer,
  openBudget,
  openRenderer,
} from "../../../app/features/campaigns/rendering/renderer.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { type ApiFixture, makeKey, openApiFixture } from "./api-fixture";
import { insertPoolWithHandle } from "./pool-with-handle";

const people = (count: number, fields: (n: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, n) => ({ recipient: `p${n}@example.com`, fields: fields(n) }));

describe("a render request with an expensive template", () => {
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openApiFixture();
  });
  afterAll(() => fixture.close());

  const render = (text: string, recipients: unknown[], more: object = {}, headers = {}) =>
    fixture.api.call("POST", "/api/v1/render", {
      key: fixture.key,
      headers,
      body: { template: { text }, recipients, campaign: "spring", ...more },
    });

  it("rejects only the recipient whose message exceeds the limit, and keeps their code", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 20 });
    const text = `{% coupon_code '${handle}' %} {{ a | split: '' | sort_natural | size }}`;
    const list = people(10, (n) => ({ a: n === 4 ? "xyz".repeat(300_000) : "abc" }));
    const headers = { "Idempotency-Key": `mail-${handle}` };
    const { status, json } = await render(text, list, {}, headers);
    expect(status).toBe(200);
    expect(json).toMatchObject({ rendered: 9, refused: 1 });
    expect(json.results[4].refusal).toMatchObject({
      code: "template_limit_exceeded",
      assignments: [{ pool: handle, recipient: "p4@example.com" }],
    });
    expect((await render(text, list, {}, headers)).json).toEqual(json);
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  it("rejects only the messages that don't fit in the response, and lists their codes", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 40 });
    const text = `{% coupon_code '${handle}' %}{% for i in (1..9) %}{{ a }}{% endfor %}`;
    const list = people(40, () => ({ a: "x".repeat(100_000) }));
    const { json } = await render(text, list);
    expect(json.rendered).toBeGreaterThan(30);
    expect(json.refused).toBeGreaterThan(0);
    expect(json.results.at(-1).refusal).toMatchObject({
      code: "template_limit_exceeded",
      assignments: [{ pool: handle, recipient: "p39@example.com" }],
    });
    expect(json.results.at(-1).refusal.detail).toContain("together");
  });

  it("returns 27 million characters in one response", async () => {
    const text = "{% for i in (1..9) %}{{ a }}{% endfor %}";
    const { json } = await render(
      text,
      people(30, () => ({ a: "é".repeat(100_000) })),
    );
    expect(json).toMatchObject({ rendered: 30, refused: 0 });
    for (const { message } of json.results) expect(message.text).toHaveLength(900_000);
  });

  it("rejects a template with too many tags before parsing it, but accepts 5,000", async () => {
    const refused = await render("x{{a}}".repeat(43_000), people(1));
    expect(refused).toMatchObject({ status: 422, json: { code: "template_limit_exceeded" } });
    const lines = await render(`{% liquid ${"\n echo a".repeat(6000)} %}`, people(1));
    expect(lines).toMatchObject({ status: 422, json: { code: "template_limit_exceeded" } });
    const taken = await render(
      "x{{a}}".repeat(5000),
      people(1, () => ({ a: 1 })),
    );
    expect(taken.json.results[0].message.text).toBe("x1".repeat(5000));
  });

  it("previews at most ten recipients", async () => {
    const { status, json } = await render("Hello", people(11), { preview: true });
    expect(status).toBe(400);
    expect(json.errors).toEqual([
      { field: "recipients", message: "A preview has at most 10 recipients." },
    ]);
  });

  it("counts slow rendering against the key's rate limit, including previews", async () => {
    const key = await makeKey(fixture.services, fixture.shop, { requestsPerMinute: 1000 });
    const loop = "{% for i in (1..9000) %}{{ i }}{% endfor %}";
    const call = (preview: boolean) =>
      fixture.api.call("POST", "/api/v1/render", {
        key,
        body: { template: { text: loop }, recipients: people(10), campaign: "spring", preview },
      });
    const keyId = Number(key.split("_")[2]);
    const { shop, services } = fixture;
    for (const preview of [true, false]) {
      await services.database.query("DELETE FROM api_key_minute WHERE key_id = $1", [keyId]);
      await call(preview);
      const [counted] = await services.database.query<{ requests: number }>(
        "SELECT requests FROM api_key_minute WHERE shop_id = $1 AND key_id = $2",
        [shop.id, keyId],
      );
      expect(counted?.requests).toBeGreaterThan(1);
    }
  });

  it("rejects fields that are nested too deeply", async () => {
    const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
    const body = (levels: number) =>
      `{"template":{"text":"x"},"campaign":"c","recipients":[{"recipient":"p@example.com","fields":{"a":${nested(levels)}}}]}`;
    const call = (levels: number) =>
      fixture.api.call("POST", "/api/v1/render", {
        key: fixture.key,
        headers: { "Content-Type": "application/json" },
        body: body(levels),
      });
    expect(await call(5000)).toMatchObject({ status: 400, json: { code: "invalid_input" } });
    expect(await call(32)).toMatchObject({ status: 400 });
    expect(await call(31)).toMatchObject({ status: 200, json: { rendered: 1 } });
  });
});

describe("a message that never ends", () => {
  let renderer: MessageRenderer;
  beforeAll(() => {
    renderer = openRenderer();
  });
  afterAll(() => renderer.close());

  const template = (text: string) => ({ texts: { text }, timeZone: "UTC" });
  const endless = template(
    "{% if a %}{% for i in (1..6000) %}{% if a contains b %}{% endif %}{% endfor %}{% endif %}Hello",
  );
  const fine = { fields: {}, coupons: new Map() };
  // Each of the 6,000 comparisons reads the whole text.
  const stuck = {
    fields: { a: "x".repeat(400_000), b: `${"x".repeat(200_000)}y` },
    coupons: new Map(),
  };

  it("is aborted, and the other recipients still get theirs", async () => {
    const messages = [fine, fine, stuck, fine];
    const rendered = await renderer.render(1, endless, messages, openBudget());
    expect(rendered).toMatchObject([
      { ok: true },
      { ok: true },
      { ok: false, failure: { kind: "template_limit_exceeded" } },
      { ok: true },
    ]);
  });

  it("blocks neither the event loop nor another store", async () => {
    const hello = template("Hello");
    // Starts both threads.
    await Promise.all([1, 2].map((shop) => renderer.read(shop, hello, openBudget())));
    let over = false;
    const slow = renderer.render(1, endless, [stuck], openBudget()).then(() => {
      over = true;
    });
    const other = await renderer.render(2, hello, [fine], openBudget());
    expect(other).toEqual([{ ok: true, value: { texts: { text: "Hello" } } }]);
    expect(over).toBe(false);
    // The event loop keeps turning while the thread is busy.
    let turns = 0;
    while (!over) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    expect(turns).toBeGreaterThan(10);
    await slow;
  });

  it("fills only its own store's queue, so other stores are still served", async () => {
    const hello = template("Hello");
    const reads = Array.from({ length: 40 }, () => renderer.read(3, hello, openBudget()));
    const others = renderer.read(4, hello, openBudget());
    const results = await Promise.all(reads);
    expect(results.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(20);
    expect(results.at(-1)).toMatchObject({ ok: false, failure: { kind: "rate_limited" } });
    expect(await others).toMatchObject({ ok: true });
  });
});
