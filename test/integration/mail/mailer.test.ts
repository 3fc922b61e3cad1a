import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { composeMail } from "../../../app/mail/compose-mail";
import { createMailer, type Mailer } from "../../../app/mail/mailer.server";

describe("sending mail by SMTP", () => {
  const received: ParsedMail[] = [];
  let mailer: Mailer;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith("gone") ? new Error(`no ${address} here`) : undefined),
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        received.push(mail);
        done();
      }, done);
    },
  });

  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    const { port } = server.server.address() as AddressInfo;
    mailer = createMailer(`smtp://127.0.0.1:${port}`, "Coupon Pools <alerts@pools.example>");
  });
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
  beforeEach(() => {
    received.length = 0;
  });

  const mail = composeMail({
    subject: "Welcome:\r\nBcc: eve@x.example",
    lead: "The pool “<b>Été</b> & Co” has no codes left.",
    facts: [["Available", "0"]],
    paragraphs: ["Import codes."],
    link: { label: "Open", url: "https://admin.example/a?b=1&c=2" },
    footer: "You get this because you asked.",
  });

  it("sends text and HTML with a stable message ID and no injected header", async () => {
    expect(await mailer.send({ ...mail, to: ["ada@x.example"], id: "alert-1" })).toEqual({
      refused: 0,
    });
    const [got] = received;
    expect(got?.subject).toBe("Welcome: Bcc: eve@x.example");
    expect(got?.bcc).toBeUndefined();
    expect(got?.messageId).toBe("<alert-1@pools.example>");
    expect(got?.text).toContain("The pool “<b>Été</b> & Co” has no codes left.");
    expect(got?.text).toContain("Available: 0");
    expect(got?.html).toContain("&#60;b&#62;Été");
    expect(got?.html).not.toContain("<b>");
    expect(got?.html).toContain('<html lang="en">');
  });

  it("counts rejected addresses and still sends to the others", async () => {
    const to = ["gone@x.example", "ada@x.example"];
    expect(await mailer.send({ ...mail, to })).toEqual({ refused: 1 });
    expect(received).toHaveLength(1);
  });

  it("mentions no address in the error if every recipient is rejected", async () => {
    const error = await mailer.send({ ...mail, to: ["gone@x.example"] }).catch((e: Error) => e);
    expect(error).toBeInstanceOf(Error);
    const text = `${String(error)} ${(error as Error).stack} ${JSON.stringify(error)}`;
    expect(text).toContain("EENVELOPE 550");
    expect(text).not.toContain("x.example");
  });

  it("fails if no server is listening", async () => {
    const unreachable = createMailer("smtp://127.0.0.1:9", "alerts@pools.example");
    await expect(unreachable.send({ ...mail, to: ["ada@x.example"] })).rejects.toThrow(
      "did not take a mail",
    );
  });
});
