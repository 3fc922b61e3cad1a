import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { type ApiFixture, makeKey, openApiFixture } from "./api-fixture";
import { insertPoolWithHandle } from "./pool-with-handle";

describe("rendering a template with codes", () => {
  let fixture: ApiFixture;

  beforeAll(async () => {
    fixture = await openApiFixture();
  });
  afterAll(() => fixture.close());

  const render = async (
    template: Record<string, string>,
    recipients: unknown[],
    more: Record<string, unknown> = {},
    call: { key?: string; headers?: Record<string, string> } = {},
  ) =>
    fixture.api.call("POST", "/api/v1/render", {
      key: fixture.key,
      body: { template, recipients, campaign: "spring", ...more },
      ...call,
    });
  const ada = { recipient: "ada@example.com", fields: { first_name: "Ada", vip: true } };
  const bob = { recipient: "bob@example.com", fields: { first_name: "Bob", vip: false } };

  const stockOf = async (handle: string) =>
    (await fixture.api.call("GET", `/api/v1/pools/${handle}`, { key: fixture.key })).json.stock;

  it("inserts each recipient's own code, the same in every part of the message", async () => {
    const { handle } = await insertPoolWithHandle(fixture, {
      codes: 5,
      code: { message: "10 % off" },
    });
    const tag = `{% coupon_code '${handle}' %}`;
    const { json } = await render(
      {
        subject: `For {{ first_name }}: ${tag}`,
        html: `<b>${tag}</b> ${tag}`,
        text: `${tag} {{ coupon.message }} {{ coupon.url }}`,
      },
      [ada, bob],
    );
    const codes = json.results.map(
      ({ message }: { message: { assignments: { code: string }[] } }) =>
        message.assignments[0]?.code,
    );
    expect(new Set(codes).size).toBe(2);
    expect(json.results[0].message).toMatchObject({
      subject: `For Ada: ${codes[0]}`,
      html: `<b>${codes[0]}</b> ${codes[0]}`,
      text: `${codes[0]} 10 % off https://demo-store.myshopify.com/discount/${codes[0]}`,
    });
    expect(await stockOf(handle)).toMatchObject({ assigned: 2 });
  });

  it("assigns no code for a branch that is not rendered", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 5 });
    const { json } = await render(
      { text: `{% if vip %}{% coupon_code '${handle}' %}{% else %}none{% endif %}` },
      [ada, bob],
    );
    expect(json.results[1].message.text).toBe("none");
    expect(await stockOf(handle)).toMatchObject({ assigned: 1 });
  });

  it("assigns the codes of all recipients with one call per pool", async () => {
    const one = await insertPoolWithHandle(fixture, { codes: 300 });
    const two = await insertPoolWithHandle(fixture, { codes: 300 });
    const { json } = await render(
      { text: `{% coupon_code '${one.handle}' %} {% coupon_code '${two.handle}' %}` },
      Array.from({ length: 200 }, (_, n) => ({ recipient: `crowd${n}@example.com` })),
    );
    expect(json).toMatchObject({ rendered: 200, refused: 0 });
    const audit = await fixture.services.database.query(
      "SELECT detail FROM audit_entry WHERE action = 'codes.assigned' AND pool_id = ANY($1::int[])",
      [[one.id, two.id]],
    );
    expect(audit).toMatchObject([{ detail: { count: 200 } }, { detail: { count: 200 } }]);
    await render({ text: `{% coupon_code '${one.handle}' %}` }, [ada]);
    const audited = "SELECT 1 FROM audit_entry WHERE pool_id = $1";
    expect(await fixture.services.database.query(audited, [one.id])).toHaveLength(1);
    await expectConsistentStock(fixture.services, fixture.shop);
  });

  it("records the campaign as the source, and replays a repeated request", async () => {
    const { handle, id } = await insertPoolWithHandle(fixture, {
      codes: 5,
      resendPolicy: "always_new",
    });
    const call = { key: fixture.key, headers: { "Idempotency-Key": `mail-${handle}` } };
    const template = { text: `{% coupon_code '${handle}' %}` };
    const first = await render(template, [ada], {}, call);
    expect((await render(template, [ada], {}, call)).json).toEqual(first.json);
    expect(await render(template, [bob], {}, call)).toMatchObject({ status: 409 });
    expect(
      await fixture.services.database.query("SELECT source FROM assignment WHERE pool_id = $1", [
        id,
      ]),
    ).toEqual([{ source: "campaign:spring" }]);
  });

  it("records campaigns beyond a store's first 1,000 names as “other”", async () => {
    const { handle, id } = await insertPoolWithHandle(fixture, { codes: 5 });
    await fixture.services.database.query(
      `INSERT INTO campaign_source (shop_id, name) SELECT $1, 'dispatch ' || n
         FROM generate_series(1, 1000) AS n`,
      [fixture.shop.id],
    );
    const template = { text: `{% coupon_code '${handle}' %}` };
    await render(template, [ada], { campaign: "dispatch 7" });
    await render(template, [bob], { campaign: "dispatch 1001" });
    expect(
      await fixture.services.database.query(
        "SELECT source FROM assignment WHERE pool_id = $1 ORDER BY id",
        [id],
      ),
    ).toEqual([{ source: "campaign:dispatch 7" }, { source: "campaign:other" }]);
    await fixture.services.database.query("DELETE FROM campaign_source");
  });

  it("shows HANDLE-PREVIEW in a preview and assigns nothing", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 0 });
    const { json } = await render({ text: `{% coupon_code '${handle}' %}` }, [ada], {
      preview: true,
    });
    expect(json.results[0].message).toEqual({
      text: `${handle.toUpperCase()}-PREVIEW`,
      assignments: [],
    });
  });

  it("escapes fields in HTML", async () => {
    const { json } = await render({ html: "{{ first_name }}", text: "{{ first_name }}" }, [
      { recipient: "eve@example.com", fields: { first_name: "<script>" } },
    ]);
    expect(json.results[0].message).toMatchObject({ html: "&lt;script&gt;", text: "<script>" });
  });

  it("rejects single recipients and serves the rest", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 1 });
    const { json } = await render({ text: `{% coupon_code '${handle}' %}` }, [
      { recipient: "nobody" },
      ada,
      bob,
    ]);
    expect(json.results).toMatchObject([
      { refusal: { code: "recipient_invalid" } },
      { message: { assignments: [{ recipient: "ada@example.com" }] } },
      { refusal: { code: "pool_empty" } },
    ]);
  });

  it.each([
    ["Hello\n  {% if %}", 2, 8, "template_invalid"],
    ["{{ name | shout }}", 1, 1, "template_invalid"],
    ["a\nb {% coupon_code welcome %}", 2, 3, "template_invalid"],
    ["{% include 'secrets' %}", 1, 1, "template_invalid"],
  ])("reports the line and column of the error in %j", async (text, line, column, code) => {
    const { status, json } = await render({ text }, [ada]);
    const found = status === 200 ? json.results[0].refusal : json;
    expect(found).toMatchObject({ code, part: "text", line, column });
  });

  it.each([
    "{% for i in (1..100000000) %}x{% endfor %}",
    "{% for i in (1..9000) %}{% for j in (1..9000) %}{% for k in (1..9000) %}x{% endfor %}{% endfor %}{% endfor %}",
    "{% assign a = 'xxxxxxxxxx' %}{% for i in (1..50) %}{% assign a = a | append: a %}{% endfor %}",
  ])("stops rendering %j", async (text) => {
    const { json } = await render({ text }, [ada]);
    expect(json.results[0].refusal).toMatchObject({ code: "template_limit_exceeded", line: 1 });
  });

  it("rejects coupon fields before the coupon tag, and unknown ones", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 1 });
    const early = await render({ text: "{{ coupon.code }}" }, [ada]);
    expect(early.json.results[0].refusal.detail).toContain("needs {% coupon_code");
    const unknown = await render({ text: `{% coupon_code '${handle}' %}{{ coupon.cod }}` }, [ada], {
      preview: true,
    });
    expect(unknown.json.results[0].refusal.detail).toContain("no coupon.cod");
  });

  it("rejects unknown pools and pools the key has no access to", async () => {
    expect(await render({ text: "{% coupon_code 'nothing' %}" }, [ada])).toMatchObject({
      status: 404,
      json: { code: "pool_not_found", handle: "nothing" },
    });
    const mine = await insertPoolWithHandle(fixture);
    const other = await insertPoolWithHandle(fixture);
    const key = await makeKey(fixture.services, fixture.shop, { pools: [mine.id] });
    const refused = await render(
      { text: `{% coupon_code '${other.handle}' %}` },
      [ada],
      {},
      { key },
    );
    expect(refused).toMatchObject({ status: 403, json: { code: "pool_forbidden" } });
  });
});
