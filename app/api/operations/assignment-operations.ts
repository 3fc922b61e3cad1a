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

const maxRecipients = 10_000;

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
  summary: "Assign a code",
  description:
    "A recipient who already has a valid code from the pool gets the same one, unless the pool’s settings say otherwise. With an idempotency key, in the body or as Idempotency-Key, repeating the request returns the same response. Sending two different keys is an error.",
  params: z.strictObject({ handle }),
  query: noFields,
  body: z.strictObject({ recipient, request_key: idempotencyKey.optional() }),
  response: assignmentShape,
  refusals: [...assignmentRefusals, "code_not_found", "request_keys_differ"],
  takesRequestKey: true,
  example: {
    body: { recipient: "ada@example.com", request_key: "welcome-7001" },
    response: exampleAssignment,
  },
});

export const assignCodesOperation = operation({
  id: "assignCodes",
  method: "POST",
  path: "/api/v1/pools/{handle}/assignments/batch",
  scope: "assign",
  summary: "Assign codes to many recipients",
  description: `Up to ${maxRecipients} recipients. The response has one result per recipient, in the same order: an assignment or a refusal. A refusal doesn’t affect the other recipients. With Idempotency-Key, the whole request can be retried. Recipients can also have their own idempotency keys.`,
  params: z.strictObject({ handle }),
  query: noFields,
  body: z.strictObject({
    recipients: z
      .array(z.strictObject({ recipient, request_key: idempotencyKey.optional() }))
      .min(1)
      .max(maxRecipients),
  }),
  maxBytes: 8 * 1024 * 1024,
  response: z.strictObject({
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
    response: {
      assigned: 1,
      refused: 1,
      results: [
        { assignment: exampleAssignment },
        {
          refusal: {
            code: "recipient_invalid",
            title: "Invalid recipient",
            detail: "Send one email address or customer ID.",
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
    code: z.string().nullable().meta({ description: "Null if the code was deleted." }),
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
        "ID of the assignment that replaced this one because the store rejected its code, or because the order that used it was canceled or refunded.",
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
    "Assignments of the pool, including those served by a fallback, newest first. With `recipient`, only that person’s. `pool` is the pool that the code came from. Includes released assignments.",
  params: z.strictObject({ handle }),
  query: pageQuery.extend({ recipient: recipient.optional() }),
  body: null,
  response: z.strictObject({ assignments: z.array(historyEntry), next_cursor: nextCursor }),
  refusals: ["recipient_invalid"],
  example: {
    response: {
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
  summary: "Release an assignment",
  description:
    "The pool is the one the code came from, or the one requested when a fallback served it. The recipient may still have the code, so it’s voided and removed from the store; a dynamic pool generates a replacement. In a static pool that assigns released codes again, the code returns to the end of the queue unless it has expired. Releasing an assignment twice changes nothing. A code that was used in an order can’t be released.",
  params: z.strictObject({ handle, id: pathId }),
  query: noFields,
  body: null,
  response: z.strictObject({
    id: z.int(),
    code: z.enum(["available", "replaced", "shared", "expired", "voided", "unchanged"]).meta({
      description:
        "New state of the code. `replaced`: it was voided and a new one was generated. `shared`: others still have it. `unchanged`: it was already released.",
    }),
  }),
  refusals: ["assignment_not_found", "code_redeemed"],
  example: { response: { id: 1042, code: "available" } },
});
