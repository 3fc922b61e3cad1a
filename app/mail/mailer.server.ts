import { createTransport, type SendMailOptions } from "nodemailer";

export interface Mail {
  to: string[];
  subject: string;
  text: string;
  html: string;
  /**
   * Identifies the email. If it is unclear whether the first attempt got through, the second one
   * carries the same `Message-ID`, and mailboxes show the email once.
   */
  id?: string;
  attachments?: { name: string; type: string; content: string }[];
}

/**
 * Passes an email to the mail server. Rejects if the server accepts it for none of the addresses.
 */
export interface Mailer {
  /** `refused` is the number of addresses that the server rejected. */
  send(mail: Mail): Promise<{ refused: number }>;
}

/** Why the mail server rejected an email. Contains no address, because it is logged and queued. */
class MailNotAccepted extends Error {
  constructor({ code, responseCode }: { code?: string; responseCode?: number }) {
    super(
      `The mail server did not take a mail (${[code, responseCode].filter(Boolean).join(" ")}).`,
    );
  }
}

const connectMilliseconds = 10_000;
const socketTimeoutMs = 30_000;

/**
 * Creates an SMTP mailer. `url` is `smtp://user:password@host:port`, and `from` is the sender of
 * every email.
 */
export function createMailer(url: string, from: string): Mailer {
  // Passed as an object: nodemailer drops the other options if it gets a string.
  const transport = createTransport(
    {
      url,
      connectionTimeout: connectMilliseconds,
      greetingTimeout: connectMilliseconds,
      socketTimeout: socketTimeoutMs,
    },
    { from },
  );
  return {
    send: async (mail) => {
      try {
        const { rejected } = await transport.sendMail(envelope(mail, from));
        return { refused: rejected.length };
      } catch (error) {
        throw new MailNotAccepted(error as { code?: string; responseCode?: number });
      }
    },
  };
}

function envelope({ to, subject, text, html, id, attachments = [] }: Mail, from: string) {
  const options: SendMailOptions = {
    // As objects, so that an address is never parsed as a list of addresses.
    to: to.map((address) => ({ name: "", address })),
    subject,
    text,
    html,
    // Keeps out-of-office replies and ticket systems from answering.
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
