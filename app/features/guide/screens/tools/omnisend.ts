import { couponField, fileStep, type Tool } from "../tool";

export const omnisend: Tool = {
  id: "omnisend",
  name: "Omnisend",
  how: "You assign codes here and import the file into Omnisend as custom contact properties. The message shows the property.",
  // “Custom properties are stored permanently on contact profiles and work in all campaigns and
  // automations.” https://support.omnisend.com/templates/personalization-in-channels
  can: [
    "Show a code from a custom contact property, in campaigns and automations, in emails, SMS and push messages.",
    "Send only to contacts with a code: segment by the property.",
  ],
  cannot: [
    "Request a code from this app while a message is rendered.",
    // “Test emails display raw tags”: on the same page.
    "Show the code in a test email, which shows the tag instead. Use Test & Preview with a contact from the file.",
  ],
  again:
    "The code is stored in the contact, so every message shows the same one. Importing the same file again changes nothing.",
  steps: (pool) => {
    const field = couponField(pool);
    return [
      fileStep,
      {
        // https://support.omnisend.com/en/articles/3838659-importing-contacts-from-file-or-other-services
        text: `In Omnisend, go to Audience, import contacts, and choose the file. Match the column code to a new custom text property ${field}, and url to ${field}_url.`,
      },
      {
        text: "Paste this into a text block. Tags need double square brackets.",
        snippet: {
          label: "Message",
          text: `Your code: [[contact.custom_properties.${field}]]
Shop with it: [[contact.custom_properties.${field}_url]]`,
        },
      },
      {
        text: `Send to a segment where ${field} is set, so no one gets a message without a code.`,
      },
    ];
  },
};
