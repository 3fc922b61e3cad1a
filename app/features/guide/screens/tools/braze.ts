import { assignmentsUrl, keyStep, type Tool } from "../tool";

/**
 * Connected Content calls a URL while a message is rendered.
 * https://www.braze.com/docs/user_guide/personalization_and_dynamic_content/connected_content/making_an_api_call/
 */
export const braze: Tool = {
  id: "braze",
  name: "Braze",
  how: "Connected Content requests the recipient’s code from this app when the message is sent. There’s nothing to upload.",
  can: [
    "Get each recipient a code when the message is sent, in campaigns and Canvases.",
    "Show the code, its message, its link and its expiration date.",
    // “You can remove the abort logic and the call still aborts if all retries fail.”
    // https://braze.com/docs/user_guide/messaging/design_and_edit/personalize/connected_content/aborting_connected_content/
    "Skip a recipient if there’s no code: Braze tries up to five times, then doesn’t send.",
    "Keep the API key out of the message: it’s stored in the Connected Content settings.",
  ],
  cannot: [
    // “Message payloads can be rendered multiple times per recipient”: on the same page.
    "Request only once per recipient: each part of an email sends its own request. The idempotency key below makes them all return the same code.",
    "Wait longer than 2 seconds for a response.",
    "Preview without using a code: the person you preview as gets a real one. Preview with your own address.",
    // https://braze.com/docs/user_guide/messaging/design_and_edit/personalize/connected_content/connected_content_retries
    "Retry in in-app messages: :retry doesn’t work there.",
  ],
  again:
    "The idempotency key combines the dispatch and the recipient. However often Braze renders or retries, the code is the same. A new dispatch follows the pool’s resend policy.",
  steps: (pool) => [
    keyStep,
    {
      text: "In Braze, go to Settings > Connected Content and add a credential. Name: coupon_pools. Username: the API key. Password: anything, it’s ignored.",
    },
    {
      text: "Paste this at the top of the message body. To use the code in the subject, paste it there too.",
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
      text: "Add the code where you want it to appear.",
      snippet: {
        label: "Message",
        text: `Your code: {{coupon.code}}
Shop with it: {{coupon.url}}`,
      },
    },
    { text: "Send yourself a test, and find it in the pool’s assigned history." },
  ],
};
