import { z } from "zod";
import { operation } from "./operation";
import { assignmentShape, noFields, recipient, refusalShape, requestKey } from "./shapes";

const mostMessages = 1000;
const mostTemplateCharacters = 262_144;

const template = z.string().max(mostTemplateCharacters);

const templateError = refusalShape
  .extend({
    part: z.enum(["subject", "html", "text"]).optional(),
    line: z.int().optional(),
    column: z.int().optional(),
  })
  .meta({ id: "MessageRefusal" });

export const renderOperation = operation({
  id: "renderTemplate",
  method: "POST",
  path: "/api/v1/render",
  scope: "assign",
  summary: "Render a template with codes",
  description: `A Liquid template for up to ${mostMessages} recipients. {% coupon_code 'pool-handle' %} writes the recipient’s code of that pool; after it, {{ coupon.code }}, {{ coupon.message }}, {{ coupon.expires_at }} and {{ coupon.url }} tell more of it. The same pool twice in one message is one code; a tag in a branch that is not rendered takes none. With preview nothing is assigned and codes read HANDLE-PREVIEW. A field of a recipient is {{ name }} in the template.`,
  params: noFields,
  query: noFields,
  body: z.strictObject({
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
      .regex(/^[^\p{Cc}\p{Cf}]*$/u, "A campaign’s name has no control characters.")
      .meta({ description: "Assignments are listed under the source `campaign:<name>`." }),
    preview: z.boolean().default(false),
    recipients: z
      .array(
        z.strictObject({
          recipient,
          request_key: requestKey.optional(),
          fields: z.record(z.string().max(100), z.json()).default({}),
        }),
      )
      .min(1)
      .max(mostMessages),
  }),
  maxBytes: 16 * 1024 * 1024,
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
