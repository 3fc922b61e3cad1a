import { z } from "zod";
import { batchStates } from "../../features/codes/import/batch";
import { publishStatuses } from "../../features/codes/publishing/publish-status";
import { operation } from "./operation";
import { assignmentShape, end, handle, moment, noFields, smallPathId } from "./shapes";

const maxCodes = 10_000;

const codeStates = ["available", "assigned", "redeemed", "expired", "voided"] as const;

export const lookUpCodeOperation = operation({
  id: "lookUpCode",
  method: "GET",
  path: "/api/v1/codes/lookup",
  scope: "read",
  summary: "Look up a code",
  description: "Ignores case and surrounding spaces, like the checkout.",
  params: noFields,
  query: z.strictObject({
    code: z
      .string()
      .min(1)
      .max(255)
      .meta({ examples: ["hello-7kq2m"] }),
  }),
  body: null,
  response: z.strictObject({
    code: z.string(),
    pool: handle,
    state: z.enum(codeStates),
    upload: z.enum(publishStatuses).meta({
      description:
        "Status of the code in the store. `uploading`: being added. `live`: added. `refused`: rejected by the store. `removed`: removed again. `none`: the pool has no discount.",
    }),
    live: assignmentShape.shape.live,
    message: z.string().nullable(),
    assign_by: moment.nullable(),
    use_by: moment.nullable(),
    use_within_days: z.int().nullable(),
    assignment: z
      .strictObject({
        id: z.int(),
        recipient: z.string().nullable(),
        assigned_at: moment,
        expires_at: moment.nullable(),
        source: z.string(),
      })
      .nullable()
      .meta({
        description: "The current assignment; null if there is none, and for shared codes.",
      }),
  }),
  refusals: ["code_not_found"],
  example: {
    response: {
      code: "HELLO-7KQ2M",
      pool: "welcome-offer",
      state: "assigned",
      upload: "live",
      live: true,
      message: "10 % off your first order",
      assign_by: null,
      use_by: "2026-12-31T22:59:59.000Z",
      use_within_days: null,
      assignment: {
        id: 1042,
        recipient: "ada@example.com",
        assigned_at: "2026-11-21T12:00:00.000Z",
        expires_at: "2026-12-31T22:59:59.000Z",
        source: "api",
      },
    },
  },
});

export const addCodesOperation = operation({
  id: "addCodes",
  method: "POST",
  path: "/api/v1/pools/{handle}/codes",
  scope: "manage",
  summary: "Add codes to a pool",
  description: `Up to ${maxCodes} codes. The response has one result per code, in the same order. Sending the same codes again changes nothing; they are reported as already in the pool.`,
  params: z.strictObject({ handle }),
  query: noFields,
  body: z.strictObject({
    codes: z
      .array(
        z.strictObject({
          code: z.string().max(1000),
          message: z.string().max(1000).nullable().optional(),
          assign_by: end.nullable().optional(),
          use_by: end.nullable().optional(),
          use_within_days: z.int().min(1).max(3650).nullable().optional(),
        }),
      )
      .min(1)
      .max(maxCodes),
  }),
  maxBytes: 8 * 1024 * 1024,
  response: z.strictObject({
    added: z.int().min(0),
    rejected: z.int().min(0),
    results: z.array(
      z.strictObject({
        code: z.string(),
        outcome: z.enum([
          "added",
          "already_in_pool",
          "twice_in_request",
          "in_another_pool",
          "invalid",
        ]),
        detail: z.string().nullable(),
      }),
    ),
  }),
  refusals: ["shared_pool_taken", "pool_makes_codes"],
  example: {
    body: { codes: [{ code: "HELLO-7KQ2M", message: "10 % off your first order" }] },
    response: {
      added: 1,
      rejected: 0,
      results: [{ code: "HELLO-7KQ2M", outcome: "added", detail: null }],
    },
  },
});

export const getImportOperation = operation({
  id: "getImport",
  method: "GET",
  path: "/api/v1/pools/{handle}/imports/{id}",
  scope: "read",
  summary: "Get the progress of an import",
  description: "Numbers of added and rejected rows, by reason.",
  params: z.strictObject({ handle, id: smallPathId }),
  query: noFields,
  body: null,
  response: z.strictObject({
    id: z.int(),
    state: z.enum(batchStates),
    file_name: z.string(),
    rows_read: z.int(),
    percent: z.int().min(0).max(100),
    added: z.int(),
    already_in_pool: z.int(),
    twice_in_file: z.int(),
    in_another_pool: z.int(),
    invalid: z.int(),
    failure: z.string().nullable(),
    created_at: moment,
    finished_at: moment.nullable(),
  }),
  refusals: ["import_not_found"],
  example: {
    response: {
      id: 17,
      state: "running",
      file_name: "codes.csv",
      rows_read: 420000,
      percent: 42,
      added: 419990,
      already_in_pool: 4,
      twice_in_file: 3,
      in_another_pool: 2,
      invalid: 1,
      failure: null,
      created_at: "2026-11-21T12:00:00.000Z",
      finished_at: null,
    },
  },
});
