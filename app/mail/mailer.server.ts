import { createTransport } from "nodemailer";

export interface Mail {
  to: string[];
  subject: string;
  text: string;
  html: string;
}

/** Hands a mail to the mail server; rejects when the server does not take it. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** A mailer that speaks SMTP to `url` (`smtp://user:password@host:port`). */
export function createMailer(url: string, from: string): Mailer {
  const transport = createTransport(url, { from });
  return {
    send: async (mail) => {
      await transport.sendMail(mail);
    },
  };
}
