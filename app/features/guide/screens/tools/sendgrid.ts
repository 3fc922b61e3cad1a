import { assignmentsUrl, keyStep, type Tool } from "../tool";

export const sendgrid: Tool = {
  id: "sendgrid",
  name: "SendGrid",
  how: "Your own program requests codes for all recipients from this app and passes them to SendGrid’s dynamic template.",
  can: [
    "Show everything your program passes: the code, its message, its link and its expiration date.",
    // “Only capable of processing 1000 individual personalizations objects per request.”
    // https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors
    "Send to up to 1,000 recipients per SendGrid request. This app assigns up to 10,000 codes per request.",
  ],
  cannot: [
    "Request codes by itself: a dynamic template only shows the data it gets.",
    "Request codes in a Marketing Campaigns Single Send. Import a campaign’s results into a custom field instead.",
  ],
  again:
    "The Idempotency-Key is the name of your mailing. If the program runs again with the same recipients, they get the same codes. SendGrid itself doesn’t detect the repeat and sends again.",
  steps: (pool) => [
    keyStep,
    {
      // https://www.twilio.com/docs/sendgrid/ui/sending-email/how-to-send-an-email-with-dynamic-templates
      text: "In SendGrid, create a dynamic template that shows the code.",
      snippet: {
        label: "Dynamic template",
        text: `Your code: {{coupon.code}}
Shop with it: {{coupon.url}}`,
      },
    },
    {
      text: "Save this as send.mjs, set your recipients, template and sender, and run it with Node 20 and both API keys in the environment.",
      snippet: {
        label: "send.mjs",
        text: `const mailing = "${pool.handle}-1"; // one name for each mailing
const template = "d-YOUR-TEMPLATE";
const sender = "shop@example.com";
const recipients = ["ada@example.com", "bob@example.com"]; // up to 1,000

async function post(url, key, headers, body) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { Authorization: \`Bearer \${key}\`, "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(\`\${url} answered \${answer.status}: \${text}\`);
  return text ? JSON.parse(text) : null;
}

const { results } = await post(
  "${assignmentsUrl(pool)}/batch",
  process.env.COUPON_POOLS_KEY,
  { "Idempotency-Key": \`sendgrid-\${mailing}\` },
  { recipients: recipients.map((recipient) => ({ recipient })) },
);
const assigned = results.flatMap(({ assignment }) => (assignment ? [assignment] : []));
for (const [place, { refusal }] of results.entries()) {
  if (refusal) console.error(\`No code for \${recipients[place]}: \${refusal.title}\`);
}
if (assigned.length > 0) {
  await post("https://api.sendgrid.com/v3/mail/send", process.env.SENDGRID_API_KEY, {}, {
    from: { email: sender },
    template_id: template,
    personalizations: assigned.map((coupon) => ({
      to: [{ email: coupon.recipient }],
      dynamic_template_data: { coupon },
    })),
  });
}`,
      },
    },
  ],
};
