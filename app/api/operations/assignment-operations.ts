import { z } from "zod";
import { operation } from "./operation";
import {
  assignmentShape,
  handle,
  idempotencyKey,
  moment,
  nextCursor,
  noFields,
  pageQuery,
  pathId,
  recipient,
  rejectionShape,
} from "./shapes";

const mostRecipients = 10_000;

const exampleAssignment = {
  id: 1042,
  pool: "welcome-offer",
  requested_pool: null,
  recipient: "ada@example.com",
  code: "HELLO-7KQ2M",
  message: "10 % off your first order",
  url: "https://demo-store.myshopify.com/discount/HELLO-7KQ2M",
  assigned_at: "2026-11-21T12:00:00.000Z",
  expires_at: "2026-12-31T22:59:59.000Z",
  state: "assigned" as const,
  live: true,
};

const assignmentRefusals = [
  "pool_inactive",
  "pool_empty",
  "recipient_invalid",
  "recipient_blocked",
] as const;

export const assignCodeOperation = operation({
  id: "assignCode",
  method: "POST",
  path: "/api/v1/pools/{handle}/assignments",
  scope: "assign",
  summary: "Give a recipient a code",
  description:
    "Who already holds a valid code of the pool gets that one again, unless the pool says otherwise. With a request key, in the body or as Idempotency-Key, the same request gets the same answer for ever; two that differ are refused.",
  params: z.strictObject({ handle }),
  query: noFields,
  body: z.strictObject({ recipient, request_key: idempotencyKey.optional() }),
  answer: assignmentShape,
  refusals: [...assignmentRefusals, "code_not_found", "request_keys_differ"],
  takesRequestKey: true,
  example: {
    body: { recipient: "ada@example.com", request_key: "welcome-7001" },
    answer: exampleAssignment,
  },
});

export const assignCodesOperation = operation({
  id: "assignCodes",
  method: "POST",
  path: "/api/v1/pools/{handle}/assignments/batch",
  scope: "assign",
  summary: "Give many recipients a code each",
  description: `Up to ${mostRecipients} recipients. The answer has one result for each, in their order: an assignment, or a refusal. Who is refused does not hold up the others. With Idempotency-Key the whole request can be sent again; recipients may also have request keys of their own.`,
  params: z.strictObject({ handle }),
  query: noFields,
  body: z.strictObject({
    recipients: z
      .array(z.strictObject({ recipient, request_key: idempotencyKey.optional() }))
      .min(1)
      .max(mostRecipients),
  }),
  maxBytes: 8 * 1024 * 1024,
  answer: z.strictObject({
    assigned: z.int().min(0),
    refused: z.int().min(0),
    results: z.array(
      z.union([
        z.strictObject({ assignment: assignmentShape }),
        z.strictObject({ refusal: rejectionShape }),
      ]),
    ),
  }),
  refusals: [],
  takesRequestKey: true,
  example: {
    body: { recipients: [{ recipient: "ada@example.com" }, { recipient: "nobody" }] },
    answer: {
      assigned: 1,
      refused: 1,
      results: [
        { assignment: exampleAssignment },
        {
          refusal: {
            code: "recipient_invalid",
            title: "Not a recipient",
            detail: "Send one email address, or a customer id.",
          },
        },
      ],
    },
  },
});

const historyEntry = z
  .strictObject({
    id: z.int(),
    pool: assignmentShape.shape.pool,
    requested_pool: assignmentShape.shape.requested_pool,
    recipient: assignmentShape.shape.recipient,
    code: z.string().nullable().meta({ description: "Null when the code itself is gone." }),
    url: z.url().nullable(),
    source: z.string().meta({ examples: ["api", "campaign:spring-sale"] }),
    state: assignmentShape.shape.state,
    live: assignmentShape.shape.live,
    assigned_at: moment,
    expires_at: moment.nullable(),
    released_at: moment.nullable(),
    order: z
      .string()
      .nullable()
      .meta({ description: "The newest order that used the code.", examples: ["#1001"] }),
    replaced_by: z.int().nullable().meta({
      description:
        "Id of the assignment that took the place of this one: the shop refused its code, or the order that used it was cancelled or refunded.",
    }),
  })
  .meta({ id: "AssignmentInHistory" });

export const listAssignmentsOperation = operation({
  id: "listAssignments",
  method: "GET",
  path: "/api/v1/pools/{handle}/assignments",
  scope: "read",
  summary: "List a pool’s assignments",
  description:
    "What the pool assigned, and what a fallback assigned in its place, newest first; with `recipient` only that person’s. `pool` says which pool a code is from. Released assignments are listed too.",
  params: z.strictObject({ handle }),
  query: pageQuery.extend({ recipient: recipient.optional() }),
  body: null,
  answer: z.strictObject({ assignments: z.array(historyEntry), next_cursor: nextCursor }),
  refusals: ["recipient_invalid"],
  example: {
    answer: {
      assignments: [
        {
          id: exampleAssignment.id,
          pool: exampleAssignment.pool,
          requested_pool: exampleAssignment.requested_pool,
          recipient: exampleAssignment.recipient,
          code: exampleAssignment.code,
          url: exampleAssignment.url,
          source: "api",
          state: exampleAssignment.state,
          live: exampleAssignment.live,
          assigned_at: exampleAssignment.assigned_at,
          expires_at: exampleAssignment.expires_at,
          released_at: null,
          order: null,
          replaced_by: null,
        },
      ],
      next_cursor: null,
    },
  },
});

export const releaseAssignmentOperation = operation({
  id: "releaseAssignment",
  method: "POST",
  path: "/api/v1/pools/{handle}/assignments/{id}/release",
  scope: "release",
  summary: "Take a code back",
  description:
    "The pool is the one that the code is from, or the one that was asked when its fallback served. The recipient may still have the code, so it is voided and leaves the store; a dynamic pool makes a new one in its place. In a static pool that gives out released codes again, it returns to the stock, at the end of the line, unless it is out of date. Releasing what is released already changes nothing. A code that was used in an order stays.",
  params: z.strictObject({ handle, id: pathId }),
  query: noFields,
  body: null,
  answer: z.strictObject({
    id: z.int(),
    code: z.enum(["available", "replaced", "shared", "expired", "voided", "unchanged"]).meta({
      description:
        "What became of the code: `replaced` means that it is void and a new one was made; a shared one is still out for others; `unchanged` means that it had been released before.",
    }),
  }),
  refusals: ["assignment_not_found", "code_redeemed"],
  example: { answer: { id: 1042, code: "available" } },
});
