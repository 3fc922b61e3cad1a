import { z } from "zod";
import { assignmentStates } from "../../features/assignments/assignment";
import { resendPolicies } from "../../features/pools/pool";

/** Shapes that several operations speak. Names are in snake case, moments in UTC (ISO 8601). */

export const moment = z.iso.datetime().meta({ examples: ["2026-12-31T22:59:59.000Z"] });

/** When something ends, as a caller writes it: a moment with `Z` or an offset, or a day of the store. */
export const end = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    "Write a day, 2027-12-31, or a moment, 2027-12-31T23:59:59+01:00.",
  )
  .refine((text) => text >= "1970", "This is before 1970.")
  .meta({
    id: "End",
    description:
      "ISO 8601: a moment with Z or an offset, or a day, which ends at 23:59:59 in the store’s time zone.",
    examples: ["2027-12-31", "2027-12-31T23:59:59+01:00"],
  });

export const handle = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,63}$/)
  .meta({ description: "The pool’s handle.", examples: ["welcome-offer"] });

/** An id in a path. */
export const pathId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)
  .meta({ description: "The id, a whole number.", examples: ["1042"] });

/** As `pathId`, for tables whose ids stay small: nine digits fit their columns. */
export const smallPathId = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
  .meta({ description: "The id, a whole number.", examples: ["17"] });

export const noFields = z.strictObject({});

export const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]+$/, "A request key has visible ASCII characters only.")
  .meta({
    description:
      "Your own id of this hand-out. The same key gets the same answer for ever, so that a request can be sent again after a failure.",
    examples: ["welcome-2026-11-21-customer-7001"],
  });

/** Whether it is a recipient is answered one by one, as a refusal. */
export const recipient = z
  .string()
  .min(1)
  .max(320)
  .meta({
    description: "An email address, or a customer id of the shop.",
    examples: ["ada@example.com"],
  });

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({
    description: "How many items a page has at most.",
  }),
  cursor: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9_-]+$/)
    .optional()
    .meta({ description: "`next_cursor` of the page before." }),
});

export const nextCursor = z.string().nullable().meta({
  description: "Send it as `cursor` to get the next page; null on the last page.",
});

export const poolShape = z
  .strictObject({
    handle,
    name: z.string(),
    type: z.string().meta({ examples: ["static", "dynamic", "shared"] }),
    active: z.boolean(),
    archived: z.boolean(),
    level: z.enum(["plenty", "low", "empty"]),
    stock: z.strictObject({
      available: z.int().min(0),
      assigned: z.int().min(0),
      redeemed: z.int().min(0),
      expired: z.int().min(0),
      voided: z.int().min(0),
      total: z.int().min(0),
      recipients: z.int().min(0).meta({
        description: "Of a shared code: the people who hold it. 0 for other pools.",
      }),
      uses: z.int().min(0).meta({
        description:
          "Of a shared code: the orders that carry it, also those canceled or refunded later. 0 for other pools.",
      }),
    }),
    low_stock_threshold: z.int().nullable(),
    resend_policy: z.enum(resendPolicies),
    resend_days: z.int().nullable(),
    version: z.int().meta({
      description:
        "Counts changes of the pool itself; its ETag. Stock figures move without counting.",
    }),
  })
  .meta({ id: "Pool" });

export const assignmentShape = z
  .strictObject({
    id: z.int(),
    pool: handle.meta({ description: "The pool that the code is from." }),
    requested_pool: handle
      .nullable()
      .meta({ description: "The pool that was asked, when its fallback served; else null." }),
    recipient: z
      .string()
      .nullable()
      .meta({ description: "Null once the person’s data was erased." }),
    code: z.string(),
    message: z.string().nullable(),
    url: z.url().nullable().meta({
      description: "Opens the store with the code applied. Null for a code that no link can carry.",
    }),
    assigned_at: moment,
    expires_at: moment.nullable(),
    state: z.enum(assignmentStates),
    live: z.boolean().nullable().meta({
      description:
        "Whether the store accepts the code at checkout. True: it is there, under a discount that has not ended. False: it is not, or not yet; a code made this moment takes seconds to get there. Null: not known, because the pool is not linked to a discount and this code was not looked up yet. Send codes that are true; look the others up later.",
    }),
  })
  .meta({ id: "Assignment" });

export const problemShape = z
  .looseObject({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    request_id: z.string(),
  })
  .meta({
    id: "Problem",
    description: "A refusal (RFC 9457). `code` is stable; other fields are facts about it.",
  });

/** Why one of many recipients, or of many codes, was refused. */
export const rejectionShape = z
  .strictObject({
    code: z.string().meta({ examples: ["pool_empty", "recipient_invalid"] }),
    title: z.string(),
    detail: z.string(),
  })
  .meta({ id: "Refusal" });
