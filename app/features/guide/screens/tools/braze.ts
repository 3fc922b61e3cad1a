import { assignmentsUrl, keyStep, type Tool } from "../tool";

/**
 * Connected Content calls an address while a message is rendered.
 * https://www.braze.com/docs/user_guide/personalization_and_dynamic_content/connected_content/making_an_api_call/
 */
export const braze: Tool = {
  id: "braze",
  name: "Braze",
  how: "Connected Content asks this app for the recipient’s code at the moment of sending. Nothing is uploaded beforehand.",
  can: [
    "Give every recipient a code while the message is sent, in campaigns and Canvases.",
    "Print the code, its message, its link and when it expires.",
    // “You can remove the abort logic and the call still aborts if all retries fail.”
    // https://braze.com/docs/user_guide/messaging/design_and_edit/personalize/connected_content/aborting_connected_content/
    "Leave out a recipient for whom there is no code: Braze tries up to five times, then does not send.",
    "Keep the key out of the message: it stands in the settings of Connected Content.",
  ],
  cannot: [
    // “Message payloads can be rendered multiple times per recipient”: on the same page.
    "Ask only once per recipient: every part of an email asks for itself. The request key below makes all of them one code.",
    "Wait longer than 2 seconds for an answer.",
    "Preview without taking a code: whom you preview as gets a real one. Preview with an address of your own.",
    // https://braze.com/docs/user_guide/messaging/design_and_edit/personalize/connected_content/connected_content_retries
    "Try again in in-app messages: :retry does not work there.",
  ],
  again:
    "The request key is made of the dispatch and the recipient. However often Braze renders or tries again, it is the same code; another dispatch follows the pool’s resend policy.",
  steps: (pool) => [
    keyStep,
    {
      text: "In Braze, open Settings, Connected Content, and add a credential. Name: coupon_pools. User name: the key. Password: any letter, it is not read.",
    },
    {
      text: "Paste this at the top of the message body. For a variable of the subject, paste it there, too.",
      snippet: {
        label: "Connected Content",
        // A body with spaces must come from a variable. Dispatch and Braze id:
        // https://www.braze.com/docs/user_guide/personalization_and_dynamic_content/liquid/supported_personalization_tags/
        text: `{% capture request %}{
  "recipient": "{{\${email_address}}}",
  "request_key": "braze-{{campaign.\${dispatch_id}}}-{{\${braze_id}}}"
}{% endcapture %}
{% connected_content
  ${assignmentsUrl(pool)}
  :method post
  :basic_auth coupon_pools
  :content_type application/json
  :body {{request}}
  :save coupon
  :retry
%}`,
      },
    },
    {
      text: "Print the code where you want it.",
      snippet: {
        label: "Message",
        text: `Your code: {{coupon.code}}
Shop with it: {{coupon.url}}`,
      },
    },
    { text: "Send a test to yourself, and find it in the pool’s assigned history." },
  ],
};
