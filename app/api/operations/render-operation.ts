import { z } from "zod";
import { millisecondsPerRequest } from "../../features/api-keys/key-charge";
import { mostCampaignNames } from "../../features/campaigns/campaign-name";
import { isDeeperThan } from "../requests/nesting";
import { operation } from "./operation";
import { assignmentShape, idempotencyKey, noFields, recipient, rejectionShape } from "./shapes";

const mostMessages = 1000;
const mostPreviews = 10;
const mostTemplateCharacters = 262_144;

const template = z.string().max(mostTemplateCharacters);

/** Whatever JSON can say. Deeper than any data of a person, and far from what the call stack takes. */
const mostLevels = 32;
const fields = z
  .record(z.string().max(100), z.unknown())
  .refine((value) => !isDeeperThan(value, mostLevels), {
    message: `Fields nest at most ${mostLevels} levels deep.`,
  })
  .meta({ id: "MessageFields", description: "What the template knows of the recipient." });

const templateError = rejectionShape
  .extend({
    part: z.enum(["subject", "html", "text"]).optional(),
    line: z.int().optional(),
    column: z.int().optional(),
    assignments: z.array(assignmentShape).meta({
      description:
        "Codes that the recipient got before the message failed. The same request key gives them again.",
    }),
  })
  .meta({ id: "MessageRefusal" });

export const renderOperation = operation({
  id: "renderTemplate",
  method: "POST",
  path: "/api/v1/render",
  scope: "assign",
  summary: "Render a template with codes",
  description: `A Liquid template for up to ${mostMessages} recipients. {% coupon_code 'pool-handle' %} writes the recipient’s code of that pool; after it, {{ coupon.code }}, {{ coupon.message }}, {{ coupon.expires_at }} and {{ coupon.url }} tell more of it. The same pool twice in one message is one code; a tag in a branch that is not rendered takes none. With preview, for up to ${mostPreviews} recipients, nothing is assigned and codes read HANDLE-PREVIEW. A field of a recipient is {{ name }} in the template. A message that does too much is refused alone. Every ${millisecondsPerRequest} ms of rendering count as one more request of the key’s limit.`,
  params: noFields,
  query: noFields,
  body: z
    .strictObject({
      template: z
        .strictObject({
          subject: template.optional(),
          html: template.optional(),
          text: template.optional(),
        })
        .refine(
          (parts) => Object.values(parts).some((part) => part !== undefined),
          "Send at least one of subject, html and text.",
        ),
      campaign: z
        .string()
        .trim()
        .min(1)
        .max(80)
        .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u, "A campaign’s name has no control characters.")
        .meta({
          description: `Assignments are listed under the source \`campaign:<name>\`. A store has up to ${mostCampaignNames} names; further ones are listed under \`campaign:other\`.`,
        }),
      preview: z.boolean().default(false),
      recipients: z
        .array(
          z.strictObject({
            recipient,
            request_key: idempotencyKey.optional(),
            fields: fields.default({}),
          }),
        )
        .min(1)
        .max(mostMessages),
    })
    .refine(({ preview, recipients }) => !preview || recipients.length <= mostPreviews, {
      path: ["recipients"],
      message: `A preview has at most ${mostPreviews} recipients.`,
    }),
  // Reading more at a time would keep the event loop from others.
  maxBytes: 6 * 1024 * 1024,
  answer: z.strictObject({
    rendered: z.int().min(0),
    refused: z.int().min(0),
    results: z.array(
      z.union([
        z.strictObject({
          message: z.strictObject({
            subject: z.string().optional(),
            html: z.string().optional(),
            text: z.string().optional(),
            assignments: z.array(assignmentShape),
          }),
        }),
        z.strictObject({ refusal: templateError }),
      ]),
    ),
  }),
  refusals: ["pool_not_found", "pool_forbidden", "template_invalid", "template_limit_exceeded"],
  takesRequestKey: true,
  answersAtLength: true,
  example: {
    body: {
      template: { text: "Hello {{ first_name }}, your code is {% coupon_code 'welcome-offer' %}." },
      campaign: "welcome",
      preview: true,
      recipients: [{ recipient: "ada@example.com", fields: { first_name: "Ada" } }],
    },
    answer: {
      rendered: 1,
      refused: 0,
      results: [
        {
          message: {
            text: "Hello Ada, your code is WELCOME-OFFER-PREVIEW.",
            assignments: [],
          },
        },
      ],
    },
  },
});
