import { type Operation, rejectionsOf } from "../operations/operation";
import { operations } from "../operations/operations";
import { type ProblemCode, problemCodes, problems } from "../problems/problems";

/** An operation on the reference page. */
export interface OperationReference {
  id: string;
  method: string;
  path: string;
  scope: string;
  summary: string;
  description: string;
  /** Ready to run in a shell with the key in `COUPON_POOLS_KEY`. */
  curl: string;
  /** Example response as JSON. */
  response: string;
  refusals: ProblemCode[];
}

export interface ProblemReference {
  code: ProblemCode;
  status: number;
  title: string;
  advice: string;
}

/** The reference, with examples for one of the merchant's pools. */
export function referenceOf(
  origin: string,
  handle: string,
): { operations: OperationReference[]; problems: ProblemReference[] } {
  return {
    operations: operations.map((declared) => ({
      id: declared.id,
      method: declared.method,
      path: declared.path,
      scope: declared.scope,
      summary: declared.summary,
      description: declared.description,
      curl: curlLine(origin, declared, handle),
      response: JSON.stringify(ofPool(declared.example.response, handle), null, 2),
      refusals: [...declared.refusals],
    })),
    problems: problemCodes
      .filter((code) => operations.some((declared) => rejectionsOf(declared).includes(code)))
      .map((code) => ({ code, ...problems[code] })),
  };
}

function curlLine(origin: string, declared: Operation, handle: string): string {
  const path = declared.path.replace("{handle}", handle).replace("{id}", "1042");
  const query = declared.id === "lookUpCode" ? "?code=hello-7kq2m" : "";
  const lines = [
    `curl -X ${declared.method} "${origin}${path}${query}"`,
    '-H "Authorization: Bearer $COUPON_POOLS_KEY"',
  ];
  if (declared.needsMatch) lines.push(`-H 'If-Match: "v1"'`);
  if (declared.takesRequestKey) lines.push('-H "Idempotency-Key: your-own-id-1"');
  if (declared.body) {
    const body = JSON.stringify(ofPool(declared.example.body, handle));
    lines.push('-H "Content-Type: application/json"', `-d '${body.replaceAll("'", "'\\''")}'`);
  }
  return lines.join(" \\\n  ");
}

/** Replaces the example pool with the merchant's. */
function ofPool(example: unknown, handle: string): unknown {
  const text = JSON.stringify(example)
    .replaceAll("WELCOME-OFFER", handle.toUpperCase())
    .replaceAll("welcome-offer", handle);
  return JSON.parse(text);
}
