import { Liquid } from "liquidjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyPlaceholder } from "../../../../app/features/guide/screens/tool";
import { toolById, tools } from "../../../../app/features/guide/screens/tools";
import { expectConsistentStock } from "../../../factories/consistent-stock";
import { type ApiFixture, makeKey, openApiFixture } from "../api-fixture";
import { insertPoolWithHandle } from "../pool-with-handle";
import { renderInBraze } from "./braze-renderer";
import { readCurl, readHttpText, type WrittenRequest } from "./http-text";
import { runInHubSpot, runScript } from "./run-script";

describe("a snippet from the guide", () => {
  let fixture: ApiFixture;
  let pool: { id: number; handle: string };
  let key: string;

  // The pool always assigns a new code, so only the idempotency key can make a request return the same one.
  beforeAll(async () => {
    fixture = await openApiFixture();
    pool = await insertPoolWithHandle(fixture, { codes: 50, resendPolicy: "always_new" });
    key = await makeKey(fixture.services, fixture.shop, { scopes: ["assign"], pools: [pool.id] });
  });
  afterAll(async () => {
    await expectConsistentStock(fixture.services, fixture.shop);
    await fixture.close();
  });

  const snippet = (tool: string, label: string) => {
    const steps = toolById(tool).steps({ handle: pool.handle, apiUrl: fixture.server.url });
    const text = steps.find((step) => step.snippet?.label === label)?.snippet?.text;
    if (text === undefined) throw new Error(`${tool} has no snippet “${label}”.`);
    return text;
  };
  const field = () => `coupon_${pool.handle.replaceAll("-", "_")}`;
  const ownerOf = async (code: string) => {
    const path = `/api/v1/codes/lookup?code=${encodeURIComponent(code)}`;
    return (await fixture.api.call("GET", path, { key: fixture.key })).json.assignment?.recipient;
  };
  const send = async ({ url, body, ...request }: WrittenRequest) => {
    const answer = await fetch(url, { ...request, body });
    return { status: answer.status, json: (await answer.json()) as Record<string, string> };
  };
  const url = (code: string) => `https://demo-store.myshopify.com/discount/${code}`;

  it("for Braze assigns each recipient a code, the same in every part of a message", async () => {
    const template = `${snippet("braze", "Connected Content")}\n${snippet("braze", "Message")}`;
    const render = (name: string, dispatch_id: string) =>
      renderInBraze(
        template,
        { email_address: `${name}@example.com`, braze_id: `id-${name}`, dispatch_id },
        { coupon_pools: { user: key, password: "x" } },
      );
    const ada = (await render("ada", "d1")).trim();
    const code = /^Your code: (\S+)/.exec(ada)?.[1] ?? "";
    expect(ada).toBe(`Your code: ${code}\nShop with it: ${url(code)}`);
    expect(await ownerOf(code)).toBe("ada@example.com");
    expect((await render("ada", "d1")).trim()).toBe(ada);
    expect(await render("ada", "d2")).not.toContain(code);
    expect(await render("bob", "d1")).not.toContain(code);
  });

  it("for Braze sends nothing when the pool is empty", async () => {
    const empty = await insertPoolWithHandle(fixture, { codes: 0 });
    const steps = toolById("braze").steps({ handle: empty.handle, apiUrl: fixture.server.url });
    const template = steps.map((step) => step.snippet?.text ?? "").join("\n");
    await expect(
      renderInBraze(
        template,
        { email_address: "ada@example.com", braze_id: "id-ada", dispatch_id: "d3" },
        { coupon_pools: { user: fixture.key, password: "x" } },
      ),
    ).rejects.toThrow("Braze sends nothing: 409");
  });

  it.each([
    [
      "customer-io",
      "Request",
      { customer: { email: "ada@example.com", id: "7" }, delivery_id: "d" },
    ],
    ["iterable", "Journey webhook", { email: "ada@example.com", userId: "7" }],
  ])("for %s assigns a code, and the same one on a retry", async (tool, label, person) => {
    const liquid = new Liquid({ strictVariables: true });
    const written = readHttpText(snippet(tool, label));
    const request = {
      ...written,
      body: await liquid.parseAndRender(written.body, person),
      headers: {
        // In Iterable, user name and password are not part of the snippet.
        Authorization: `Basic ${Buffer.from(`${key}:x`).toString("base64")}`,
        ...written.headers,
      },
    };
    request.headers.Authorization = request.headers.Authorization.replace(keyPlaceholder, key);
    const first = await send(request);
    expect(first).toMatchObject({ status: 200, json: { recipient: "ada@example.com" } });
    expect((await send(request)).json).toEqual(first.json);
    const { code } = first.json;
    const kept = { [field()]: code, [`${field()}_url`]: first.json["url"] };
    const message =
      tool === "customer-io"
        ? await liquid.parseAndRender(snippet(tool, "Message"), { customer: kept })
        : await liquid.parseAndRender(snippet(tool, "Message after a Live Data tile"), {
            liveData: { coupon: first.json },
          });
    expect(message).toBe(`Your code: ${code}\nShop with it: ${url(code ?? "")}`);
  });

  it("for HubSpot assigns a contact a code, and the same one when the action is retried", async () => {
    const run = (objectId: number, email: string) =>
      runInHubSpot(
        snippet("hubspot", "Custom code"),
        {
          origin: { portalId: 1, actionDefinitionId: 2 },
          object: { objectType: "CONTACT", objectId },
          inputFields: { email },
          callbackId: `ap-${Math.random()}`,
        },
        { COUPON_POOLS_KEY: key },
      );
    const outputs = await run(4, "eve@example.com");
    const code = outputs["code"] ?? "";
    expect(outputs).toEqual({ code, url: url(code) });
    expect(await ownerOf(code)).toBe("eve@example.com");
    expect(await run(4, "eve@example.com")).toEqual(outputs);
    expect((await run(5, "joe@example.com"))["code"]).not.toBe(code);
    await expect(run(6, "nobody")).rejects.toThrow("422");
    const liquid = new Liquid({ strictVariables: true });
    const contact = { [field()]: code, [`${field()}_url`]: outputs["url"] };
    expect(await liquid.parseAndRender(snippet("hubspot", "Message"), { contact })).toBe(
      `Your code: ${code}\nShop with it: ${url(code)}`,
    );
  });

  it("for SendGrid assigns codes to a whole mailing, and the same ones on a retry", async () => {
    const run = () =>
      runScript(snippet("sendgrid", "send.mjs"), {
        COUPON_POOLS_KEY: key,
        SENDGRID_API_KEY: "SG.secret",
      });
    const { mails, complaints } = await run();
    expect(complaints).toEqual([]);
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail?.headers["Authorization"]).toBe("Bearer SG.secret");
    const codes = mail?.body.personalizations.map((one) => one.dynamic_template_data.coupon.code);
    expect(new Set(codes).size).toBe(2);
    for (const { to, dynamic_template_data: data } of mail?.body.personalizations ?? []) {
      expect(await ownerOf(data.coupon.code)).toBe(to[0]?.email);
      const text = await new Liquid().parseAndRender(snippet("sendgrid", "Dynamic template"), data);
      expect(text).toBe(`Your code: ${data.coupon.code}\nShop with it: ${data.coupon.url}`);
    }
    expect((await run()).mails[0]?.body).toEqual(mail?.body);
  });

  it("for a shell assigns codes to one and many recipients, and previews a message", async () => {
    const curl = (label: string) => readCurl(snippet("http", label), { COUPON_POOLS_KEY: key });
    const one = await send(curl("One recipient"));
    expect(one).toMatchObject({ status: 200, json: { recipient: "ada@example.com" } });
    expect((await send(curl("One recipient"))).json).toEqual(one.json);
    const many = await send(curl("Many recipients"));
    expect(many).toMatchObject({ status: 200, json: { assigned: 2, refused: 0 } });
    expect((await send(curl("Many recipients"))).json).toEqual(many.json);
    const rendered = await send(curl("A rendered message"));
    const preview = `${pool.handle.toUpperCase()}-PREVIEW`;
    expect(rendered.json).toMatchObject({
      rendered: 1,
      results: [
        {
          message: { text: `Hello Ada, your code is ${preview}: ${url(preview)}`, assignments: [] },
        },
      ],
    });
  });

  describe("prints a field of the contact", () => {
    const code = "SAVE-10%&MORE";
    const link = url(encodeURIComponent(code));
    const text = `Your code: ${code}\nShop with it: ${link}`;

    it("in Klaviyo, and nothing if the profile has no code", async () => {
      const django = new Liquid();
      django.registerFilter("lookup", (of: Record<string, unknown>, name: string) => of[name]);
      const template = django.parse(snippet("klaviyo", "Message"));
      const person = { [field()]: code, [`${field()}_url`]: link };
      expect((await django.render(template, { person })).trim()).toBe(text);
      expect((await django.render(template, { person: {} })).trim()).toBe("");
    });

    it("in Omnisend", async () => {
      const omnisend = new Liquid({
        outputDelimiterLeft: "[[",
        outputDelimiterRight: "]]",
        strictVariables: true,
      });
      const contact = { custom_properties: { [field()]: code, [`${field()}_url`]: link } };
      expect(await omnisend.parseAndRender(snippet("omnisend", "Message"), { contact })).toBe(text);
    });

    it("in Mailchimp, with tags within the length limit", () => {
      const message = snippet("mailchimp", "Message");
      const tags = [...message.matchAll(/\*\|(?:IF:)?([A-Z]+)\|\*/g)].map(([, tag]) => tag ?? "");
      // Mailchimp limits merge tags to ten characters.
      for (const tag of tags) expect(tag.length).toBeLessThanOrEqual(10);
      const shown = message
        .replace(/\*\|IF:COUPON\|\*\n([\s\S]*)\n\*\|END:IF\|\*/, "$1")
        .replace("*|COUPON|*", () => code)
        .replace("*|COUPONURL|*", () => link);
      expect(shown).toBe(text);
    });

    it("in Iterable and Ometria, named in the header row of the file", () => {
      expect(snippet("iterable", "First line of the file")).toContain(`email,${field()}`);
      expect(snippet("iterable", "Message")).toContain(`{{${field()}}}`);
      expect(snippet("ometria", "First line of the file")).toMatch(
        `email,properties.${field()},properties.${field()}_url`,
      );
    });
  });

  it("is covered by a test above if it calls the API", () => {
    const calling = tools.flatMap((tool) =>
      tool
        .steps({ handle: pool.handle, apiUrl: fixture.server.url })
        .flatMap(({ snippet: one }) =>
          one?.text.includes("/api/v1/") ? [`${tool.id}: ${one.label}`] : [],
        ),
    );
    expect(calling).toEqual([
      "braze: Connected Content",
      "iterable: Journey webhook",
      "customer-io: Request",
      "sendgrid: send.mjs",
      "hubspot: Custom code",
      "http: One recipient",
      "http: Many recipients",
      "http: A rendered message",
    ]);
  });
});
