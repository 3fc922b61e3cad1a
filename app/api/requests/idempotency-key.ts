import { failure, type Result, success } from "../../core/result";
import type { MachineRequest } from "../../server/machine-request.server";
import { idempotencyKey } from "../operations/shapes";
import type { Rejection } from "../problems/problem-response";

/** Reads the `Idempotency-Key` header, bare or quoted as in the IETF draft. */
export function readIdempotencyKey(
  request: Pick<MachineRequest, "headers">,
): Result<string | undefined, Rejection> {
  const header = request.headers.get("Idempotency-Key");
  if (header === null) return success(undefined);
  const parsed = idempotencyKey.safeParse(header.replace(/^"(.*)"$/, "$1"));
  if (parsed.success) return success(parsed.data);
  const errors = [{ field: "Idempotency-Key", message: parsed.error.issues[0]?.message ?? "" }];
  return failure({ kind: "invalid_input", errors });
}
