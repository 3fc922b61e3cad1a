import { z } from "zod";
import { assignmentStates } from "../../features/assignments/assignment";
import { resendPolicies } from "../../features/pools/pool";

/** Schemas shared by operations. Names are snake case; timestamps are UTC (ISO 8601). */

export const moment = z.iso.datetime().meta({ examples: ["2026-12-31T22:59:59.000Z"] });

/**
 * An expiration from a caller: a timestamp with `Z` or an offset, or a date in the store's time
 * zone.
 */
export const end = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    "Use a date such as 2027-12-31, or a timestamp such as 2027-12-31T23:59:59+01:00.",
  )
  .refine((text) => text >= "1970", "Use a date after 1970.")
  .meta({
    id: "End",
    description:
      "ISO 8601: a timestamp with Z or an offset, or a date, which ends at 23:59:59 in the store’s time zone.",
    examples: ["2027-12-31", "2027-12-31T23:59:59+01:00"],
  });

export const handle = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,63}$/)
  .meta({ description: "The pool’s handle.", examples: ["welcome-offer"] });

/** An ID in a path. */
export const pathId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)
  .meta({ description: "The ID, a whole number.", examples: ["1042"] });

/** Like `pathId`, for integer columns: up to nine digits. */
export const smallPathId = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
  .meta({ description: "The ID, a whole number.", examples: ["17"] });

export const noFields = z.strictObject({});

export const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]+$/, "Use only visible ASCII characters.")
  .meta({
    description:
      "Your unique ID for this assignment. Requests with the same key get the same response, so they can be retried safely.",
    examples: ["welcome-2026-11-21-customer-7001"],
  });

/** Validated per recipient: an invalid one is a refusal of that recipient. */
export const recipient = z
  .string()
  .min(1)
  .max(320)
  .meta({
    description: "An email address or a Shopify customer ID.",
    examples: ["ada@example.com"],
  });

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({
    description: "Maximum number of items per page.",
  }),
  cursor: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9_-]+$/)
    .optional()
    .meta({ description: "`next_cursor` of the previous page." }),
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
        description: "Shared pools: the number of people who have the code. Otherwise 0.",
      }),
      uses: z.int().min(0).meta({
        description:
          "Shared pools: the number of orders that used the code, including those canceled or refunded later. Otherwise 0.",
      }),
    }),
    low_stock_threshold: z.int().nullable(),
    resend_policy: z.enum(resendPolicies),
    resend_days: z.int().nullable(),
    protection: z
      .strictObject({
        holder_only: z.boolean().meta({ description: "Only the recipient can use a code." }),
        personal_expiration: z
          .boolean()
          .meta({ description: "Each code stops working after its own last day." }),
        checkout_paused: z.boolean().meta({ description: "No code of the pool works right now." }),
      })
      .meta({
        description:
          "How the codes are protected at checkout. In a dynamic pool with `holder_only` or `personal_expiration`, each code is made when it’s assigned: the pool keeps none available, and its `level` is `plenty`.",
      }),
    version: z.int().meta({
      description:
        "Version of the pool’s settings, used as ETag. It doesn’t change with the stock.",
    }),
  })
  .meta({ id: "Pool" });

export const assignmentShape = z
  .strictObject({
    id: z.int(),
    pool: handle.meta({ description: "The pool that the code came from." }),
    requested_pool: handle
      .nullable()
      .meta({ description: "The requested pool, if a fallback served the code; otherwise null." }),
    recipient: z
      .string()
      .nullable()
      .meta({ description: "Null once the person’s data was erased." }),
    code: z.string(),
    message: z.string().nullable(),
    url: z.url().nullable().meta({
      description:
        "Opens the store with the code applied. Null for a code that can’t be part of a link.",
    }),
    assigned_at: moment,
    expires_at: moment.nullable(),
    state: z.enum(assignmentStates),
    live: z.boolean().nullable().meta({
      description:
        "Whether the store accepts the code at checkout. True: it exists under a discount that hasn’t ended. False: it doesn’t, or not yet; a code generated just now takes seconds to be added. Null: unknown, because the pool isn’t linked to a discount and the code hasn’t been looked up yet. Send codes that are true and look up the others later.",
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
    description: "A problem (RFC 9457). `code` is stable. Other fields give details.",
  });

/** Why one of many recipients or codes was rejected. */
export const rejectionShape = z
  .strictObject({
    code: z.string().meta({ examples: ["pool_empty", "recipient_invalid"] }),
    title: z.string(),
    detail: z.string(),
  })
  .meta({ id: "Refusal" });
