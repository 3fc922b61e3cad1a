import { fileStep, type Tool } from "../tool";

export const mailchimp: Tool = {
  id: "mailchimp",
  name: "Mailchimp",
  how: "You give your recipients their codes here, import the file into a field of your Mailchimp audience, and the merge tag of that field prints each recipient’s code.",
  // “When you send a campaign, Mailchimp replaces merge tags with the values stored in the
  // corresponding merge fields for each recipient.”
  // https://mailchimp.com/developer/marketing/docs/merge-fields/
  can: [
    "Print a code that stands in a field of the contact, in the text, the subject and in links.",
    "Show a part of the message only to contacts who have a code.",
  ],
  cannot: [
    "Ask this app for a code while a message is rendered: merge tags read fields of the audience only.",
    "Hold two pools in one field: for a second pool, make a second field with a tag of its own.",
  ],
  again:
    "The code stands in the contact, so every message prints the same one until you import another. Importing the same file again changes nothing.",
  steps: () => [
    fileStep,
    {
      text: "In Mailchimp, add two text fields to your audience with the merge tags COUPON and COUPONURL. Do not show them in sign-up forms.",
    },
    {
      text: "Import the file into that audience. Match code to COUPON and url to COUPONURL, and choose to update contacts that exist already.",
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
      text: "Send to a segment in which COUPON is not blank, so that nobody gets a message with a gap.",
    },
  ],
};
