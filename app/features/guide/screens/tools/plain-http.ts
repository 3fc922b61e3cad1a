import { assignmentsUrl, type GuidePool, keyStep, type Tool } from "../tool";

export const plainHttp: Tool = {
  id: "http",
  name: "Plain HTTP",
  how: "Any program, or any tool that can send a POST request with JSON and read the answer, asks this app for codes.",
  can: [
    "Get a code for one recipient, or for up to 10,000 with one request.",
    "Have whole messages rendered here, from a Liquid template with your own fields.",
    "Send a request again after any failure, with the same key: the answer is the same.",
    "Preview a message without taking a code.",
  ],
  cannot: [
    "Get a code with GET, or from a browser: the key must stay secret.",
    "Make more requests a minute than its key allows: the answer then says when to go on.",
  ],
  again:
    "Your own id of the message or the order is the request key. The same key with the same recipient gets the same code for ever; with another recipient it is refused.",
  steps: (pool) => [
    {
      ...keyStep,
      snippet: { label: "Set the key", text: 'export COUPON_POOLS_KEY="cpk_…"' },
    },
    {
      text: "Ask for one recipient’s code. The key is your own id of this message to this person.",
      snippet: {
        label: "One recipient",
        text: curl(assignmentsUrl(pool), "newsletter-1-customer-7001", {
          recipient: "ada@example.com",
        }),
      },
    },
    {
      text: "Or for many at once. The answer has a result for each, in the same order.",
      snippet: {
        label: "Many recipients",
        text: curl(`${assignmentsUrl(pool)}/batch`, "newsletter-1", {
          recipients: [{ recipient: "ada@example.com" }, { recipient: "bob@example.com" }],
        }),
      },
    },
    {
      text: "Or have the message rendered. With preview nothing is taken; leave it out to send.",
      snippet: { label: "A rendered message", text: rendering(pool) },
    },
  ],
};

function rendering({ apiUrl, handle }: GuidePool): string {
  return curl(`${apiUrl}/api/v1/render`, "newsletter-1-rendered", {
    template: {
      text: `Hello {{ first_name }}, your code is {% coupon_code "${handle}" %}: {{ coupon.url }}`,
    },
    campaign: "newsletter",
    preview: true,
    recipients: [{ recipient: "ada@example.com", fields: { first_name: "Ada" } }],
  });
}

/** A line for a shell that has the key in `COUPON_POOLS_KEY`. No value holds a single quote. */
function curl(url: string, idempotencyKey: string, body: unknown): string {
  return `curl -X POST "${url}" \\
  -H "Authorization: Bearer $COUPON_POOLS_KEY" \\
  -H "Idempotency-Key: ${idempotencyKey}" \\
  -H "Content-Type: application/json" \\
  -d '${JSON.stringify(body)}'`;
}
