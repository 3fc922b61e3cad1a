import { couponField, fileStep, type Tool } from "../tool";

/** Klaviyo uses Django templates. The `lookup` filter reads properties of any name. */
export const klaviyo: Tool = {
  id: "klaviyo",
  name: "Klaviyo",
  how: "You assign codes here and import the file into Klaviyo as profile properties. The message shows the property.",
  can: [
    "Show a code from the recipient’s profile, in campaigns and flows, in emails and SMS.",
    "Send only to profiles with a code: segment by the property.",
  ],
  cannot: [
    "Request a code from this app while a message is rendered.",
    // A webhook of a flow “performs HTTP POST requests”; nothing of the answer reaches the flow.
    // https://developers.klaviyo.com/en/docs/how_to_add_a_webhook_action_to_a_flow
    "Read a flow webhook’s response: a webhook could get a code, but no message could show it.",
    // https://help.klaviyo.com/hc/en-us/articles/115005084727
    "Tell this app who got which code if you upload codes to Klaviyo coupons, because Klaviyo assigns those itself. Don’t use the same codes in both.",
  ],
  again:
    "The code is stored in the profile, so every message shows the same one. Importing the same file again changes nothing.",
  steps: (pool) => {
    const field = couponField(pool);
    const code = `{{ person|lookup:'${field}' }}`;
    return [
      fileStep,
      // https://help.klaviyo.com/hc/en-us/articles/360053679071-Profiles-and-properties-glossary
      {
        text: `In Klaviyo, import the file into a list (Lists & segments). Match the column code to a new text property ${field}, and url to ${field}_url.`,
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
        text: `Send to a segment where ${field} is set, so no one gets a message without a code. Preview with a profile from the file.`,
      },
    ];
  },
};
