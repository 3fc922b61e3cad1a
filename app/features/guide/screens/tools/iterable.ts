import { assignmentsUrl, couponField, fileStep, keyStep, type Tool } from "../tool";

export const iterable: Tool = {
  id: "iterable",
  name: "Iterable",
  how: "You assign codes here and import the file into a field of your Iterable profiles. If your account has the Live Data beta, a journey can also request the code from this app.",
  can: [
    "Show a code from a profile field, in any campaign.",
    // “Live Data tiles (beta) capture the response and make it available to downstream tiles.”
    // https://support.iterable.com/hc/en-us/articles/205480275-Using-Webhooks
    "With Live Data (beta), request a code in the middle of a journey and show it in later messages.",
  ],
  cannot: [
    // “A data feed must respond to an HTTP GET request.”
    // https://support.iterable.com/hc/en-us/articles/45728211053332-Creating-a-Data-Feed-Web-Service
    "Use a data feed: feeds only send GET requests, and assigning a code takes a POST.",
    "Use an ordinary webhook tile: it discards the response.",
  ],
  again:
    "A code in the profile stays the same. With Live Data, the idempotency key combines a name you choose and the recipient, so the same person always gets the same code. Choose a new name for each journey.",
  steps: (pool) => {
    const field = couponField(pool);
    return [
      fileStep,
      {
        text: "Keep only the columns email, code, url and expires_at, and replace the first line with this one. In Iterable, import the file into a list and set the new fields to text.",
        snippet: {
          label: "First line of the file",
          text: `email,${field},${field}_url,${field}_expires`,
        },
      },
      {
        text: "Paste this into the template. Send to a segment where the field is set.",
        snippet: {
          label: "Message",
          text: `{{#if ${field}}}Your code: {{${field}}}
Shop with it: {{${field}_url}}{{/if}}`,
        },
      },
      {
        ...keyStep,
        text: `With Live Data, instead of the file: ${keyStep.text.charAt(0).toLowerCase()}${keyStep.text.slice(1)}`,
      },
      {
        text: "Create a journey webhook (Integrations > Journey webhooks) with this address and JSON body. Use basic authentication with the API key as the username and any password. If your project identifies people by email only, leave out request_key: the pool’s resend policy then decides which code a person gets.",
        snippet: {
          label: "Journey webhook",
          text: `POST ${assignmentsUrl(pool)}
Content-Type: application/json

{"recipient": "{{email}}", "request_key": "iterable-${pool.handle}-1-{{userId}}"}`,
        },
      },
      {
        text: "Turn on Data Retrieval, select the fields code and url, and add a Live Data tile named coupon before the message.",
        snippet: {
          label: "Message after a Live Data tile",
          text: `Your code: {{liveData.coupon.code}}
Shop with it: {{liveData.coupon.url}}`,
        },
      },
    ];
  },
};
