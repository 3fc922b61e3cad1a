import type { z } from "zod";
import type { KeyScope } from "../../features/api-keys/api-key";
import type { ProblemCode } from "../problems/problems";

/**
 * Declaration of an API operation. Its schemas validate requests and generate the OpenAPI document.
 */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType | null = z.ZodType | null,
  ResponseBody extends z.ZodType = z.ZodType,
  Code extends ProblemCode = ProblemCode,
  Match extends boolean = boolean,
> {
  /** `verbObject`. */
  id: string;
  method: "GET" | "POST" | "PATCH";
  /** With `{name}` for each entry of `params`. */
  path: `/api/v1/${string}`;
  scope: KeyScope;
  summary: string;
  description: string;
  params: Params;
  query: Query;
  body: Body;
  /** Largest accepted body, in bytes. */
  maxBytes: number;
  response: ResponseBody;
  /** Rejections besides the common ones. */
  refusals: readonly Code[];
  /** Whether `Idempotency-Key` applies. */
  takesRequestKey: boolean;
  /** Whether `If-Match` is required. */
  needsMatch: Match;
  /** Whether the response carries its `version` as an ETag. */
  hasVersion: boolean;
  /** Whether the response can have millions of characters and is sent in chunks. */
  streamsResponse: boolean;
  /** Example body and response for the document. */
  example: { body?: z.input<NonNullable<Body>>; response: z.output<ResponseBody> };
}

type Optional = "maxBytes" | "streamsResponse" | "takesRequestKey" | "hasVersion" | "needsMatch";

/** Enough for operations on a single item. */
const smallBody = 64 * 1024;

/** Declares an operation. */
export function operation<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType | null,
  ResponseBody extends z.ZodType,
  const Code extends ProblemCode,
  const Match extends boolean = false,
>(
  declared: Omit<Operation<Params, Query, Body, ResponseBody, Code, Match>, Optional> &
    Partial<Pick<Operation, Exclude<Optional, "needsMatch">>> & { needsMatch?: Match },
): Operation<Params, Query, Body, ResponseBody, Code, Match> {
  return {
    maxBytes: smallBody,
    takesRequestKey: false,
    hasVersion: false,
    streamsResponse: false,
    ...declared,
    needsMatch: (declared.needsMatch ?? false) as Match,
  };
}

/** Possible for every operation. */
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

/** Possible for operations with a body. */
export const bodyRejections = [
  "invalid_json",
  "unsupported_media_type",
  "body_too_large",
] as const satisfies ProblemCode[];

/** Possible for operations on a pool. */
export const poolRejections = ["pool_not_found", "pool_forbidden"] as const satisfies ProblemCode[];

/** All problem codes of an operation. */
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
