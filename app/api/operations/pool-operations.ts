import { z } from "zod";
import { poolName } from "../../features/pools/pool";
import { operation } from "./operation";
import { handle, nextCursor, noFields, pageQuery, poolShape } from "./shapes";

const examplePool = {
  handle: "welcome-offer",
  name: "Welcome offer",
  type: "static",
  active: true,
  archived: false,
  level: "plenty" as const,
  stock: {
    available: 8120,
    assigned: 1500,
    redeemed: 380,
    expired: 0,
    voided: 0,
    total: 10000,
    recipients: 0,
    uses: 0,
  },
  low_stock_threshold: 500,
  resend_policy: "same_while_valid" as const,
  resend_days: null,
  protection: { holder_only: false, personal_expiration: false, checkout_paused: false },
  version: 3,
};

export const listPoolsOperation = operation({
  id: "listPools",
  method: "GET",
  path: "/api/v1/pools",
  scope: "read",
  summary: "List pools",
  description:
    "The pools that the key can use, by name, with their stock and level. Excludes archived pools.",
  params: noFields,
  query: pageQuery,
  body: null,
  response: z.strictObject({ pools: z.array(poolShape), next_cursor: nextCursor }),
  refusals: [],
  example: { response: { pools: [examplePool], next_cursor: null } },
});

export const getPoolOperation = operation({
  id: "getPool",
  method: "GET",
  path: "/api/v1/pools/{handle}",
  scope: "read",
  summary: "Get a pool",
  description:
    "The pool with its stock. The ETag is the version of its settings, for If-Match. It doesn’t change with the stock.",
  params: z.strictObject({ handle }),
  query: noFields,
  body: null,
  response: poolShape,
  refusals: [],
  hasVersion: true,
  example: { response: examplePool },
});

export const editPoolOperation = operation({
  id: "editPool",
  method: "PATCH",
  path: "/api/v1/pools/{handle}",
  scope: "manage",
  summary: "Update a pool",
  description:
    "Renames, activates or deactivates a pool, or pauses its codes at checkout. If-Match must contain the pool’s ETag. If the pool has changed since you read it, the response is 412 and nothing is updated.",
  params: z.strictObject({ handle }),
  query: noFields,
  body: z
    .strictObject({
      name: poolName.optional(),
      active: z.boolean().optional(),
      checkout_paused: z.boolean().optional(),
    })
    .refine((fields) => Object.keys(fields).length > 0, "Send at least one field."),
  response: poolShape,
  refusals: [],
  needsMatch: true,
  hasVersion: true,
  example: { body: { active: true }, response: examplePool },
});
