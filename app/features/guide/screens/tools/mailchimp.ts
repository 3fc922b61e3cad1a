import { fileStep, type Tool } from "../tool";

export const mailchimp: Tool = {
  id: "mailchimp",
  name: "Mailchimp",
  how: "You assign codes here and import the file into a field of your Mailchimp audience. The field’s merge tag shows each recipient’s code.",
  // “When you send a campaign, Mailchimp replaces merge tags with the values stored in the
  // corresponding merge fields for each recipient.”
  // https://mailchimp.com/developer/marketing/docs/merge-fields/
  can: [
    "Show a code from a contact field, in the text, the subject and links.",
    "Show a part of the message only to contacts who have a code.",
  ],
  cannot: [
    "Request a code from this app while a message is rendered: merge tags only read audience fields.",
    "Use one field for two pools: add a second field with its own tag for a second pool.",
  ],
  again:
    "The code is stored in the contact, so every message shows the same one until you import another. Importing the same file again changes nothing.",
  steps: () => [
    fileStep,
    {
      text: "In Mailchimp, add two text fields to your audience with the merge tags COUPON and COUPONURL. Hide them in sign-up forms.",
    },
    {
      text: "Import the file into that audience. Match code to COUPON and url to COUPONURL, and choose to update existing contacts.",
    },
    {
      text: "Paste this into a text or code block of the message.",
      snippet: {
        label: "Message",
        text: `*|IF:COUPON|*
Your code: *|COUPON|*
Shop with it: *|COUPONURL|*
*|END:IF|*`,
      },
    },
    {
      text: "Send to a segment where COUPON is not blank, so no one gets a message without a code.",
    },
  ],
};
