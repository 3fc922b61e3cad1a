import { json, notFound, page } from "../http/answers";
import { html } from "../http/html";
import { layout } from "../http/layout";
import type { Route, RouteCall } from "../http/route";
import type { Mail } from "./mail";

const newestFirst = ({ sandbox }: RouteCall): Mail[] => [...sandbox.world.mails].reverse();

const findMail = ({ sandbox, params }: RouteCall): Mail | undefined =>
  sandbox.world.mails.find((mail) => mail.id === params["mail"]);

const time = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace("T", " ");

const listPage = (mails: Mail[]): string =>
  layout(
    "Inbox",
    html`<section>${
      mails.length === 0
        ? html`<p class="quiet">No mail yet. Mail from the app appears here.</p>`
        : html`<table><tr><th>Subject</th><th>To</th><th>From</th><th>Time (UTC)</th></tr>${mails.map(
            (
              mail,
            ) => html`<tr><td><a href="/inbox/${mail.id}">${mail.subject || "(no subject)"}</a></td>
<td>${mail.recipients.join(", ")}</td><td>${mail.from}</td><td>${time(mail.receivedAt)}</td></tr>`,
          )}</table>`
    }</section>`,
  );

const mailPage = (mail: Mail): string =>
  layout(
    mail.subject || "(no subject)",
    html`<section><p class="quiet">From ${mail.from} · to ${mail.recipients.join(", ")} ·
${time(mail.receivedAt)} UTC</p>
${
  mail.html === null
    ? null
    : html`<iframe class="mail" sandbox title="The mail as HTML" src="/inbox/${mail.id}/html"></iframe>`
}</section>
<section><h2>Text</h2><pre style="white-space:pre-wrap">${mail.text}</pre></section>
${mail.attachments.map(
  (attachment) =>
    html`<section>Attachment: ${attachment.filename} (${attachment.contentType}, ${attachment.size} bytes)</section>`,
)}`,
  );

export const inboxRoutes: readonly Route[] = [
  { method: "GET", path: "/inbox", handle: (call) => page(listPage(newestFirst(call))) },
  { method: "GET", path: "/inbox.json", handle: (call) => json({ mails: newestFirst(call) }) },
  {
    method: "GET",
    path: "/inbox/:mail",
    handle: (call) => {
      const mail = findMail(call);
      return mail ? page(mailPage(mail)) : notFound();
    },
  },
  {
    method: "GET",
    path: "/inbox/:mail/html",
    handle: (call) => {
      const mail = findMail(call);
      if (mail?.html == null) return notFound();
      const response = page(mail.html);
      // A mail must not load or run anything, even when opened outside its iframe.
      response.headers.set(
        "content-security-policy",
        "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'",
      );
      return response;
    },
  },
];
