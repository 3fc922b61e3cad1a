import { createTransport, type SendMailOptions } from "nodemailer";

export interface Mail {
  to: string[];
  subject: string;
  text: string;
  html: string;
  /**
   * Names the mail. Sent twice because nobody knows whether the first one got through, it carries the
   * same `Message-ID`, and mailboxes show it once.
   */
  id?: string;
  attachments?: { name: string; type: string; content: string }[];
}

/** Hands a mail to the mail server; rejects when the server does not take it for anybody. */
export interface Mailer {
  /** `refused`: how many of the addresses the server did not take. */
  send(mail: Mail): Promise<{ refused: number }>;
}

/** Why the mail server did not take a mail. Carries no address: it ends up in logs and in the queue. */
class MailNotTaken extends Error {
  constructor({ code, responseCode }: { code?: string; responseCode?: number }) {
    super(
      `The mail server did not take a mail (${[code, responseCode].filter(Boolean).join(" ")}).`,
    );
  }
}

const connectMilliseconds = 10_000;
const answerMilliseconds = 30_000;

/** A mailer that speaks SMTP to `url` (`smtp://user:password@host:port`). */
export function createMailer(url: string, from: string): Mailer {
  // Given as `url`, not as text: options of a transport replace each other otherwise.
  const transport = createTransport(
    {
      url,
      connectionTimeout: connectMilliseconds,
      greetingTimeout: connectMilliseconds,
      socketTimeout: answerMilliseconds,
    },
    { from },
  );
  return {
    send: async (mail) => {
      try {
        const { rejected } = await transport.sendMail(envelope(mail, from));
        return { refused: rejected.length };
      } catch (error) {
        throw new MailNotTaken(error as { code?: string; responseCode?: number });
      }
    },
  };
}

function envelope({ to, subject, text, html, id, attachments = [] }: Mail, from: string) {
  const options: SendMailOptions = {
    // As objects: an address is never read as a list of addresses.
    to: to.map((address) => ({ name: "", address })),
    subject,
    text,
    html,
    // Vacation notices and ticket systems are not to answer.
    headers: { "Auto-Submitted": "auto-generated" },
    attachments: attachments.map(({ name, type, content }) => ({
      filename: name,
      contentType: type,
      content,
    })),
  };
  return id ? { ...options, messageId: `<${id}@${domainOf(from)}>` } : options;
}

/** `Coupon Pools <alerts@example.com>` → `example.com`. */
function domainOf(from: string): string {
  return /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
}
