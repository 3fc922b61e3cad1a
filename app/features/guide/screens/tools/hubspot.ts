import { assignmentsUrl, couponField, fileStep, keyStep, type Tool } from "../tool";

/** https://developers.hubspot.com/docs/api-reference/automation-actions-v4-v4/custom-code-actions */
export const hubspot: Tool = {
  id: "hubspot",
  name: "HubSpot",
  how: "A workflow’s custom code asks this app for the contact’s code, the next action writes it into a property, and the email prints the property. Without custom code, import a file into the property.",
  can: [
    "Give each contact a code in the middle of a workflow, right before the email.",
    "Print the property in every marketing email.",
  ],
  cannot: [
    // “If you have a Data Hub Professional or Enterprise account” (Operations Hub before).
    "Run custom code without Data Hub (formerly Operations Hub) Professional or Enterprise.",
    "Call an address from inside an email.",
    "Wait longer than 20 seconds for the code.",
  ],
  again:
    "The request key is made of the workflow’s action and the contact: when HubSpot runs the action again, it is the same code. To give a contact who enrols again another code, change mailing in the code.",
  steps: (pool) => {
    const field = couponField(pool);
    return [
      {
        text: `In HubSpot, create two contact properties of the type single-line text, with the internal names ${field} and ${field}_url.`,
      },
      keyStep,
      {
        text: "In the workflow, add a custom code action (Node.js). Keep the key as a secret called COUPON_POOLS_KEY, add the contact’s property email as an input called email, and the text outputs code and url.",
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
        text: `Add the action Edit record: set ${field} to the output code, and ${field}_url to url. Then the email.`,
      },
      {
        text: "Print the property in the email.",
        snippet: {
          label: "Message",
          text: `Your code: {{ contact.${field} }}
Shop with it: {{ contact.${field}_url }}`,
        },
      },
      {
        ...fileStep,
        text: `Without custom code: ${fileStep.text.charAt(0).toLowerCase()}${fileStep.text.slice(1)} Import it as contacts, match code and url to the two properties, and send to contacts whose ${field} is known.`,
      },
    ];
  },
};
