import { assignmentsUrl, couponField, fileStep, keyStep, type Tool } from "../tool";

/** https://developers.hubspot.com/docs/api-reference/automation-actions-v4-v4/custom-code-actions */
export const hubspot: Tool = {
  id: "hubspot",
  name: "HubSpot",
  how: "A workflow’s custom code requests the contact’s code from this app, the next action saves it to a property, and the email shows the property. Without custom code, import a file into the property.",
  can: [
    "Get each contact a code in the middle of a workflow, right before the email.",
    "Show the property in any marketing email.",
  ],
  cannot: [
    // “If you have a Data Hub Professional or Enterprise account” (Operations Hub before).
    "Run custom code without Data Hub (formerly Operations Hub) Professional or Enterprise.",
    "Call a URL from inside an email.",
    "Wait longer than 20 seconds for the code.",
  ],
  again:
    "The idempotency key combines the workflow’s action and the contact. If HubSpot runs the action again, the code is the same. To give contacts who re-enroll a new code, change mailing in the custom code.",
  steps: (pool) => {
    const field = couponField(pool);
    return [
      {
        text: `In HubSpot, create two single-line text contact properties with the internal names ${field} and ${field}_url.`,
      },
      keyStep,
      {
        text: "In the workflow, add a custom code action (Node.js). Save the API key as a secret named COUPON_POOLS_KEY. Add the contact property email as an input named email, and two text outputs named code and url.",
        snippet: {
          label: "Custom code",
          text: `const axios = require("axios");

const mailing = "1";

exports.main = async (event, callback) => {
  const { data } = await axios.post(
    "${assignmentsUrl(pool)}",
    {
      recipient: event.inputFields.email,
      request_key: \`hubspot-\${event.origin.actionDefinitionId}-\${event.object.objectId}-\${mailing}\`,
    },
    { headers: { Authorization: \`Bearer \${process.env.COUPON_POOLS_KEY}\` } },
  );
  callback({ outputFields: { code: data.code, url: data.url } });
};`,
        },
      },
      {
        text: `Add an Edit record action that sets ${field} to the output code and ${field}_url to url. Add the email after it.`,
      },
      {
        text: "Add the property to the email.",
        snippet: {
          label: "Message",
          text: `Your code: {{ contact.${field} }}
Shop with it: {{ contact.${field}_url }}`,
        },
      },
      {
        ...fileStep,
        text: `Without custom code: ${fileStep.text.charAt(0).toLowerCase()}${fileStep.text.slice(1)} Import it as contacts, match code and url to the two properties, and send to contacts where ${field} is known.`,
      },
    ];
  },
};
