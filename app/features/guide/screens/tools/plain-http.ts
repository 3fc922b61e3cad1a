import { assignmentsUrl, type GuidePool, keyStep, type Tool } from "../tool";

export const plainHttp: Tool = {
  id: "http",
  name: "Plain HTTP",
  how: "Any program or tool that can send a POST request with JSON and read the response can request codes from this app.",
  can: [
    "Get a code for one recipient, or for up to 10,000 in one request.",
    "Have whole messages rendered here from a Liquid template with your own fields.",
    "Retry a request after any failure with the same idempotency key: the response is the same.",
    "Preview a message without using a code.",
  ],
  cannot: [
    "Get a code with GET or from a browser: the API key must stay secret.",
    "Send more requests a minute than its API key allows: the response then says when to retry.",
  ],
  again:
    "Use your own ID for the message or order as the idempotency key. The same key with the same recipient always gets the same code. With another recipient it’s rejected.",
  steps: (pool) => [
    {
      ...keyStep,
      snippet: { label: "Set the key", text: 'export COUPON_POOLS_KEY="cpk_…"' },
    },
    {
      text: "Request a code for one recipient. The Idempotency-Key is your own ID for this message to this person.",
      snippet: {
        label: "One recipient",
        text: curl(assignmentsUrl(pool), "newsletter-1-customer-7001", {
          recipient: "ada@example.com",
        }),
      },
    },
    {
      text: "Or request many codes together. The response has one result per recipient, in the same order.",
      snippet: {
        label: "Many recipients",
        text: curl(`${assignmentsUrl(pool)}/batch`, "newsletter-1", {
          recipients: [{ recipient: "ada@example.com" }, { recipient: "bob@example.com" }],
        }),
      },
    },
    {
      text: "Or have the message rendered. With preview, no code is used. Leave preview out to send.",
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

/** A shell command that reads the API key from `COUPON_POOLS_KEY`. No value contains a single quote. */
function curl(url: string, idempotencyKey: string, body: unknown): string {
  return `curl -X POST "${url}" \\
  -H "Authorization: Bearer $COUPON_POOLS_KEY" \\
  -H "Idempotency-Key: ${idempotencyKey}" \\
  -H "Content-Type: application/json" \\
  -d '${JSON.stringify(body)}'`;
}
