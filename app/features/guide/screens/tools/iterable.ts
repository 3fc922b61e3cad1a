import { assignmentsUrl, couponField, fileStep, keyStep, type Tool } from "../tool";

export const iterable: Tool = {
  id: "iterable",
  name: "Iterable",
  how: "You give your recipients their codes here and import the file as a field of their Iterable profiles. If your account has the beta of Live Data, a journey can also ask this app for the code by itself.",
  can: [
    "Print a code that stands in a field of the profile, in any campaign.",
    // “Live Data tiles (beta) capture the response and make it available to downstream tiles.”
    // https://support.iterable.com/hc/en-us/articles/205480275-Using-Webhooks
    "With Live Data (beta): ask for a code in the middle of a journey, and print it in the messages after it.",
  ],
  cannot: [
    // “A data feed must respond to an HTTP GET request.”
    // https://support.iterable.com/hc/en-us/articles/45728211053332-Creating-a-Data-Feed-Web-Service
    "Use a data feed: feeds only read (GET), and giving a code away is not reading.",
    "Use an ordinary Webhook tile: it throws the answer away.",
  ],
  again:
    "A code in the profile stays the same. With Live Data, the request key is made of a name of your choice and the recipient: the same person gets the same code however often the tile asks. Choose another name for another journey.",
  steps: (pool) => {
    const field = couponField(pool);
    return [
      fileStep,
      {
        text: "Keep the columns email, code, url and expires_at of the file only, and replace its first line with this one. In Iterable, import it into a list, and let the new fields be text.",
        snippet: {
          label: "First line of the file",
          text: `email,${field},${field}_url,${field}_expires`,
        },
      },
      {
        text: "Paste this into the template. Send to a segment in which the field is set.",
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
        text: "Make a journey webhook (Integrations, Journey webhooks) with basic authentication, the key as the user name and any password, and with this address and JSON body. Does your project know people by email only? Then leave the request key out: the pool’s resend policy gives the same person the same code.",
        snippet: {
          label: "Journey webhook",
          text: `POST ${assignmentsUrl(pool)}
Content-Type: application/json

{"recipient": "{{email}}", "request_key": "iterable-${pool.handle}-1-{{userId}}"}`,
        },
      },
      {
        text: "Switch Data Retrieval on, take over the fields code and url, and add a Live Data tile called coupon before the message.",
        snippet: {
          label: "Message after a Live Data tile",
          text: `Your code: {{liveData.coupon.code}}
Shop with it: {{liveData.coupon.url}}`,
        },
      },
    ];
  },
};
