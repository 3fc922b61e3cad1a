import { couponField, fileStep, type Tool } from "../tool";

export const ometria: Tool = {
  id: "ometria",
  name: "Ometria",
  how: "You give your recipients their codes here and upload the file to Ometria as a custom field of your contacts; the message prints the field.",
  // https://support.ometria.com/hc/en-gb/articles/4407949072273-Create-a-custom-field
  can: [
    "Print a custom contact field that holds the code, in broadcasts and automations.",
    "Send only to contacts who have a code: segment by the field.",
  ],
  cannot: [
    "Ask this app for a code while a message is rendered.",
    // Coupon codes of at most 64 characters, in a file with the one column coupon_code:
    // https://support.ometria.com/hc/en-gb/articles/12053451731613-CSV-coupon-codes
    "Tell this app who got which code when you upload codes to a coupon pool of Ometria: then Ometria hands them out. Do not put the same codes into both.",
  ],
  again:
    "The code stands in the contact, so every message prints the same one. Uploading the same file again changes nothing.",
  steps: (pool) => {
    const field = couponField(pool);
    return [
      {
        text: `In Ometria, under Settings, Custom fields, create two contact fields of the type string with the ids ${field} and ${field}_url.`,
      },
      fileStep,
      {
        // “Any custom field can be passed by replacing custom_field with the ID of the custom field”:
        // headers are case sensitive. https://support.ometria.com/hc/en-gb/articles/360011284598-CSV-Upload
        text: "Keep the columns email, code and url of the file only, and replace its first line with this one. Ometria knows fields by these names, in exactly this spelling.",
        snippet: {
          label: "First line of the file",
          text: `email,properties.${field},properties.${field}_url`,
        },
      },
      {
        text: "Upload it under your account’s menu, Contact upload. Do not choose a subscription mode that changes who is subscribed.",
      },
      {
        // The tags of custom fields are not on Ometria’s public list, its editor knows them:
        // https://support.ometria.com/support/solutions/articles/7000045369-merge-tags
        text: `In the message, insert the merge tag of the field ${field} with the editor’s own menu: how the tag is spelled depends on your account. Send to a segment in which the field is set.`,
      },
    ];
  },
};
