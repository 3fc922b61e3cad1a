import { couponField, fileStep, type Tool } from "../tool";

export const omnisend: Tool = {
  id: "omnisend",
  name: "Omnisend",
  how: "You give your recipients their codes here, import the file into Omnisend as custom properties of your contacts, and the message prints the property.",
  // “Custom properties are stored permanently on contact profiles and work in all campaigns and
  // automations.” https://support.omnisend.com/templates/personalization-in-channels
  can: [
    "Print a custom property of the contact, in campaigns and automations, in emails, SMS and push messages.",
    "Send only to contacts who have a code: segment by the property.",
  ],
  cannot: [
    "Ask this app for a code while a message is rendered.",
    // “Test emails display raw tags”: on the same page.
    "Show the code in a test email: it shows the tag. Use Test & Preview with a contact of the file.",
  ],
  again:
    "The code stands in the contact, so every message prints the same one. Importing the same file again changes nothing.",
  steps: (pool) => {
    const field = couponField(pool);
    return [
      fileStep,
      {
        // https://support.omnisend.com/en/articles/3838659-importing-contacts-from-file-or-other-services
        text: `In Omnisend, open Audience, import contacts, and choose the file. Match the column code to a new custom property ${field} of the type text, and url to ${field}_url.`,
      },
      {
        text: "Paste this into a text block. Only double square brackets work.",
        snippet: {
          label: "Message",
          text: `Your code: [[contact.custom_properties.${field}]]
Shop with it: [[contact.custom_properties.${field}_url]]`,
        },
      },
      {
        text: `Send to a segment in which ${field} is set, so that nobody gets a message with a gap.`,
      },
    ];
  },
};
