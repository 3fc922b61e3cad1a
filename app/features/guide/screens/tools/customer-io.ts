import { assignmentsUrl, couponField, keyPlaceholder, keyStep, type Tool } from "../tool";

/**
 * “Webhooks let you pass data to, and return data from, just about any public API … update a
 * person’s attributes.” https://docs.customer.io/journeys/webhooks-action
 */
export const customerIo: Tool = {
  id: "customer-io",
  name: "Customer.io",
  how: "A step “Send and receive data” before the message asks this app for the person’s code and keeps it as an attribute; the message prints the attribute.",
  can: [
    "Give each person a code in the middle of a campaign, right before the message.",
    "Keep the code and its link as attributes, for later messages and reminders.",
    // “If your liquid statements don’t evaluate properly, … the message won’t send.”
    // https://docs.customer.io/messaging/liquid/using-liquid/
    "Hold back a message whose code is missing: a message with an attribute that is not there fails, and is listed.",
  ],
  cannot: [
    "Call an address from inside the message: the request is a step of its own before it.",
    "Do this in newsletters, which have no steps: import a Campaigns file as the attributes instead.",
    "Preview without taking a code: a test of the request gives the sample person a real one.",
  ],
  again:
    "The request key is made of the delivery and the person. When Customer.io sends the request again, it is the same code. A person who comes through the campaign again gets a code by the pool’s resend policy.",
  steps: (pool) => {
    const field = couponField(pool);
    return [
      keyStep,
      {
        text: "In the campaign, put “Send and receive data” before the message, and fill it in like this. People without an id in your workspace: write customer.cio_id for customer.id.",
        snippet: {
          label: "Request",
          // The id of a delivery; `unsent` in previews, therefore together with the person’s.
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
        text: "Print the attributes in the message after it.",
        snippet: {
          label: "Message",
          text: `Your code: {{ customer.${field} }}
Shop with it: {{ customer.${field}_url }}`,
        },
      },
    ];
  },
};
