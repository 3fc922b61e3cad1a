import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { now } from "../clock/now";
import { takeFault } from "../faults/take-fault";
import type { Sandbox } from "../sandbox";
import { nextNumber } from "../state/next-number";
import type { Mail } from "./mail";

const KEPT_MAILS = 500;

/** Accepts all mail from this machine and never forwards it. */
export function mailServer(sandbox: Sandbox): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? "anybody" }),
    onData: (stream, session, done) => {
      const recipients = session.envelope.rcptTo.map((one) => one.address);
      simpleParser(stream)
        .then((parsed) => {
          if (takeFault(sandbox, null, "mail", [])) throw temporaryRefusal();
          const to = [parsed.to ?? []].flat();
          const mail: Mail = {
            id: nextNumber(sandbox.world),
            receivedAt: now(sandbox),
            recipients,
            from: parsed.from?.text ?? "",
            to: to.map((one) => one.text).join(", "),
            subject: parsed.subject ?? "",
            text: parsed.text ?? "",
            html: parsed.html || null,
            attachments: parsed.attachments.map((attachment) => ({
              filename: attachment.filename ?? "",
              contentType: attachment.contentType,
              size: attachment.size,
            })),
          };
          sandbox.world.mails.push(mail);
          sandbox.world.mails.splice(0, Math.max(0, sandbox.world.mails.length - KEPT_MAILS));
          sandbox.saveSoon();
          done();
        })
        .catch((error: Error) => done(error));
    },
  });
}

const temporaryRefusal = (): Error =>
  Object.assign(new Error("Try again later"), { responseCode: 451 });
