import { createTransport } from "nodemailer";
import { beforeEach, expect, test } from "vitest";
import { testSandbox } from "../for-tests/test-sandbox";
import type { Mail } from "./mail";

const sandbox = testSandbox();

beforeEach(() => sandbox.call("POST", "/control/api/reset"));

const send = () =>
  createTransport({ host: "127.0.0.1", port: sandbox.running.smtpPort }).sendMail({
    from: "Pools <pools@app.example>",
    to: "Zoë <zoe@shop.example>",
    bcc: "audit@shop.example",
    subject: "Stock is low: <b>Summer</b>",
    text: "12 codes are left.",
    html: "<p>12 codes are left.</p><script>parent.hacked = true</script>",
  });

const mails = async (): Promise<Mail[]> =>
  ((await sandbox.call("GET", "/inbox.json")) as { mails: Mail[] }).mails;

test("the inbox keeps a mail with all recipients", async () => {
  await send();
  expect(await mails()).toMatchObject([
    {
      from: '"Pools" <pools@app.example>',
      recipients: ["zoe@shop.example", "audit@shop.example"],
      subject: "Stock is low: <b>Summer</b>",
      text: "12 codes are left.",
    },
  ]);
});

test("the inbox shows mails without running their scripts", async () => {
  await send();
  const [mail] = await mails();
  const { url } = sandbox.running;
  expect(await (await fetch(`${url}/inbox`)).text()).toContain("&lt;b&gt;Summer&lt;/b&gt;");
  expect(await (await fetch(`${url}/inbox/${mail?.id}`)).text()).toContain("<iframe");
  const inside = await fetch(`${url}/inbox/${mail?.id}/html`);
  expect(inside.headers.get("content-security-policy")).toContain("sandbox");
});

test("a fault makes the mail server reject a mail temporarily", async () => {
  await sandbox.call("POST", "/control/api/faults", { match: "mail", kind: "5xx", times: 1 });
  await expect(send()).rejects.toMatchObject({ responseCode: 451 });
  await send();
  expect(await mails()).toHaveLength(1);
});
