import { couponField, fileStep, type Tool } from "../tool";

export const ometria: Tool = {
  id: "ometria",
  name: "Ometria",
  how: "You assign codes here and upload the file to Ometria as a custom contact field. The message shows the field.",
  // https://support.ometria.com/hc/en-gb/articles/4407949072273-Create-a-custom-field
  can: [
    "Show a code from a custom contact field, in broadcasts and automations.",
    "Send only to contacts with a code: segment by the field.",
  ],
  cannot: [
    "Request a code from this app while a message is rendered.",
    // Coupon codes of at most 64 characters, in a file with the one column coupon_code:
    // https://support.ometria.com/hc/en-gb/articles/12053451731613-CSV-coupon-codes
    "Tell this app who got which code if you upload codes to an Ometria coupon pool, because Ometria assigns those itself. Don’t use the same codes in both.",
  ],
  again:
    "The code is stored in the contact, so every message shows the same one. Uploading the same file again changes nothing.",
  steps: (pool) => {
    const field = couponField(pool);
    return [
      {
        text: `In Ometria, go to Settings > Custom fields and create two string contact fields with the IDs ${field} and ${field}_url.`,
      },
      fileStep,
      {
        // “Any custom field can be passed by replacing custom_field with the ID of the custom field”:
        // headers are case sensitive. https://support.ometria.com/hc/en-gb/articles/360011284598-CSV-Upload
        text: "Keep only the columns email, code and url, and replace the first line with this one. Ometria matches fields by these exact names.",
        snippet: {
          label: "First line of the file",
          text: `email,properties.${field},properties.${field}_url`,
        },
      },
      {
        text: "Upload the file from your account menu > Contact upload. Choose a subscription mode that leaves subscriptions unchanged.",
      },
      {
        // The tags of custom fields are not on Ometria’s public list, but its editor offers them:
        // https://support.ometria.com/support/solutions/articles/7000045369-merge-tags
        text: `In the message, insert the merge tag for ${field} from the editor’s menu, because its spelling depends on your account. Send to a segment where the field is set.`,
      },
    ];
  },
};
