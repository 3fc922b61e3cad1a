import { couponField, fileStep, type Tool } from "../tool";

/** Klaviyo’s templates are Django’s. A property with any name is read with the filter `lookup`. */
export const klaviyo: Tool = {
  id: "klaviyo",
  name: "Klaviyo",
  how: "You give your recipients their codes here, import the file into Klaviyo as properties of their profiles, and the message prints the property.",
  can: [
    "Print a code that stands in the recipient’s profile, in campaigns and flows, in emails and SMS.",
    "Send only to profiles that have a code: segment by the property.",
  ],
  cannot: [
    "Ask this app for a code while a message is rendered.",
    // A webhook of a flow “performs HTTP POST requests”; nothing of the answer reaches the flow.
    // https://developers.klaviyo.com/en/docs/how_to_add_a_webhook_action_to_a_flow
    "Read the answer of a flow’s webhook: a webhook could take a code, but no message could print it.",
    // https://help.klaviyo.com/hc/en-us/articles/115005084727
    "Tell this app who got which code when you upload codes as coupons of Klaviyo: then Klaviyo hands them out. Do not put the same codes into both.",
  ],
  again:
    "The code stands in the profile, so every message prints the same one. Importing the file of the same campaign again changes nothing.",
  steps: (pool) => {
    const field = couponField(pool);
    const code = `{{ person|lookup:'${field}' }}`;
    return [
      fileStep,
      // https://help.klaviyo.com/hc/en-us/articles/360053679071-Profiles-and-properties-glossary
      {
        text: `In Klaviyo, import the file into a list of these recipients (Lists & segments). Match the column code to a new text property ${field}, and url to ${field}_url.`,
      },
      {
        text: "Paste this into a text block of the campaign or flow message.",
        snippet: {
          label: "Message",
          text: `{% if person|lookup:'${field}' %}
Your code: ${code}
Shop with it: {{ person|lookup:'${field}_url' }}
{% endif %}`,
        },
      },
      {
        text: `Send to a segment in which ${field} is set, and preview with a profile of the file: who has no code then gets no message, instead of one with a gap.`,
      },
    ];
  },
};
