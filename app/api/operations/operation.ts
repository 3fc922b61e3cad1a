import type { z } from "zod";
import type { KeyScope } from "../../features/api-keys/api-key";
import type { ProblemCode } from "../problems/problems";

/**
 * What one operation of the API takes and answers. The schemas here are what validates, and what the
 * OpenAPI document is made from.
 */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType | null = z.ZodType | null,
  Answer extends z.ZodType = z.ZodType,
  Code extends ProblemCode = ProblemCode,
  Match extends boolean = boolean,
> {
  /** `verbObject`. */
  id: string;
  method: "GET" | "POST" | "PATCH";
  /** With `{name}` for each of `params`. */
  path: `/api/v1/${string}`;
  scope: KeyScope;
  summary: string;
  description: string;
  params: Params;
  query: Query;
  body: Body;
  /** The largest body that is read, in bytes. */
  maxBytes: number;
  answer: Answer;
  /** What this operation refuses, besides what every operation does. */
  refusals: readonly Code[];
  /** Whether `Idempotency-Key` means something here. */
  takesRequestKey: boolean;
  /** Whether the caller must say with `If-Match` which version it saw. */
  needsMatch: Match;
  /** Whether the answer carries its `version` as an ETag. */
  hasVersion: boolean;
  /** Whether the answer may have millions of characters: it is sent in pieces then. */
  answersAtLength: boolean;
  /** A body and an answer, for the document. */
  example: { body?: z.input<NonNullable<Body>>; answer: z.output<Answer> };
}

type Optional = "maxBytes" | "answersAtLength" | "takesRequestKey" | "hasVersion" | "needsMatch";

/** Enough for every operation about one thing. */
const smallBody = 64 * 1024;

/** Declares an operation. */
export function operation<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType | null,
  Answer extends z.ZodType,
  const Code extends ProblemCode,
  const Match extends boolean = false,
>(
  declared: Omit<Operation<Params, Query, Body, Answer, Code, Match>, Optional> &
    Partial<Pick<Operation, Exclude<Optional, "needsMatch">>> & { needsMatch?: Match },
): Operation<Params, Query, Body, Answer, Code, Match> {
  return {
    maxBytes: smallBody,
    takesRequestKey: false,
    hasVersion: false,
    answersAtLength: false,
    ...declared,
    needsMatch: (declared.needsMatch ?? false) as Match,
  };
}

/** Refused by every operation. */
export const commonRejections = [
  "key_missing",
  "key_invalid",
  "key_revoked",
  "key_expired",
  "shop_uninstalled",
  "scope_missing",
  "rate_limited",
  "invalid_request",
  "invalid_input",
  "unknown_field",
  "busy",
  "internal_error",
] as const satisfies ProblemCode[];

/** Refused by every operation that reads a body. */
export const bodyRejections = [
  "invalid_json",
  "unsupported_media_type",
  "body_too_large",
] as const satisfies ProblemCode[];

/** Refused by every operation on a pool. */
export const poolRejections = ["pool_not_found", "pool_forbidden"] as const satisfies ProblemCode[];

/** Every code that the operation can answer. */
export function rejectionsOf(declared: Operation): ProblemCode[] {
  return [
    ...commonRejections,
    ...(declared.body ? bodyRejections : []),
    ...("handle" in declared.params.shape ? poolRejections : []),
    ...(declared.needsMatch ? (["precondition_required", "outdated"] as const) : []),
    ...(declared.takesRequestKey ? (["request_key_reused"] as const) : []),
    ...declared.refusals,
  ];
}
