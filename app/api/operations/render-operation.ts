import { z } from "zod";
import { millisecondsPerRequest } from "../../features/api-keys/api-key";
import { maxCampaignNames } from "../../features/campaigns/campaign";
import { isDeeperThan } from "../requests/nesting";
import { operation } from "./operation";
import { assignmentShape, idempotencyKey, noFields, recipient, rejectionShape } from "./shapes";

const maxMessages = 1000;
const maxPreviews = 10;
const maxTemplateCharacters = 262_144;

const template = z.string().max(maxTemplateCharacters);

/** Limits nesting to far less than the call stack allows. */
const maxLevels = 32;
const fields = z
  .record(z.string().max(100), z.unknown())
  .refine((value) => !isDeeperThan(value, maxLevels), {
    message: `Fields nest at most ${maxLevels} levels deep.`,
  })
  .meta({ id: "MessageFields", description: "Values for the template’s variables." });

const templateError = rejectionShape
  .extend({
    part: z.enum(["subject", "html", "text"]).optional(),
    line: z.int().optional(),
    column: z.int().optional(),
    assignments: z.array(assignmentShape).meta({
      description:
        "Codes assigned before the message failed. Retrying with the same idempotency key returns them again.",
    }),
  })
  .meta({ id: "MessageRefusal" });

export const renderOperation = operation({
  id: "renderTemplate",
  method: "POST",
  path: "/api/v1/render",
  scope: "assign",
  summary: "Render a template with codes",
  description: `Renders a Liquid template for up to ${maxMessages} recipients. {% coupon_code 'pool-handle' %} assigns and outputs a code from that pool. After it, {{ coupon.code }}, {{ coupon.message }}, {{ coupon.expires_at }} and {{ coupon.url }} are available. Using the same pool twice in a message gives one code, and a tag in a branch that isn’t rendered assigns none. With preview, for up to ${maxPreviews} recipients, nothing is assigned and codes read HANDLE-PREVIEW. Recipient fields are variables, such as {{ name }}. A message that exceeds the limits is refused without affecting the others. Every ${millisecondsPerRequest} ms of rendering count as one more request toward the key’s limit.`,
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
        .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u, "Remove control characters from the campaign name.")
        .meta({
          description: `Assignments get the source \`campaign:<name>\`. A store can have ${maxCampaignNames} names; others become \`campaign:other\`.`,
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
        .max(maxMessages),
    })
    .refine(({ preview, recipients }) => !preview || recipients.length <= maxPreviews, {
      path: ["recipients"],
      message: `A preview has at most ${maxPreviews} recipients.`,
    }),
  // Parsing more would block the event loop for too long.
  maxBytes: 6 * 1024 * 1024,
  response: z.strictObject({
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
  streamsResponse: true,
  example: {
    body: {
      template: { text: "Hello {{ first_name }}, your code is {% coupon_code 'welcome-offer' %}." },
      campaign: "welcome",
      preview: true,
      recipients: [{ recipient: "ada@example.com", fields: { first_name: "Ada" } }],
    },
    response: {
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
