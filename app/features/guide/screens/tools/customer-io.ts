import { assignmentsUrl, couponField, keyPlaceholder, keyStep, type Tool } from "../tool";

/**
 * “Webhooks let you pass data to, and return data from, just about any public API … update a
 * person’s attributes.” https://docs.customer.io/journeys/webhooks-action
 */
export const customerIo: Tool = {
  id: "customer-io",
  name: "Customer.io",
  how: "A “Send and receive data” step before the message requests the person’s code from this app and saves it as an attribute. The message shows the attribute.",
  can: [
    "Get each person a code in the middle of a campaign, right before the message.",
    "Keep the code and its link as attributes, for later messages and reminders.",
    // “If your liquid statements don’t evaluate properly, … the message won’t send.”
    // https://docs.customer.io/messaging/liquid/using-liquid/
    "Hold back a message without a code: a message with a missing attribute fails and is listed.",
  ],
  cannot: [
    "Call a URL from inside the message: the request is a separate step before it.",
    "Do this in newsletters, which have no steps. Import a campaign’s results as attributes instead.",
    "Preview without using a code: testing the request gives the sample person a real one.",
  ],
  again:
    "The idempotency key combines the delivery and the person. If Customer.io repeats the request, the code is the same. A person who goes through the campaign again gets a code according to the pool’s resend policy.",
  steps: (pool) => {
    const field = couponField(pool);
    return [
      keyStep,
      {
        text: "In the campaign, add “Send and receive data” before the message and fill it in like this. If people in your workspace have no id, use customer.cio_id instead of customer.id.",
        snippet: {
          label: "Request",
          // The delivery’s id is `unsent` in previews, so it’s combined with the person’s.
          // https://docs.customer.io/messaging/liquid/tag-list/
          text: `POST ${assignmentsUrl(pool)}
Authorization: Bearer ${keyPlaceholder}
Content-Type: application/json

{"recipient": "{{customer.email}}", "request_key": "cio-{{delivery_id}}-{{customer.id}}"}`,
        },
      },
      {
        text: `Send the test request. From its response, set the person’s attribute ${field} to code, and ${field}_url to url.`,
      },
      {
        text: "Add the attributes to the message.",
        snippet: {
          label: "Message",
          text: `Your code: {{ customer.${field} }}
Shop with it: {{ customer.${field}_url }}`,
        },
      },
    ];
  },
};
