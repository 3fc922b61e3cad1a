import type { MachineResponse } from "../../server/machine-response.server";
import { type ProblemCode, problems } from "./problems";

/** A refusal as features return it. The other fields are facts that the caller is told. */
export interface Rejection<Code extends ProblemCode = ProblemCode> {
  kind: Code;
  message?: string;
  [fact: string]: unknown;
}

/** The media type of RFC 9457. */
export const problemType = "application/problem+json";

/**
 * A refusal in the shape of RFC 9457: `type` (a page about it), `title`, `status`, `code`, `detail`,
 * then the facts.
 */
export function problemBody(origin: string, refusal: Rejection): Record<string, unknown> {
  const { kind, message, ...facts } = refusal;
  const { status, title, advice } = problems[kind];
  return {
    type: `${origin}/api/v1/problems/${kind}`,
    title,
    status,
    code: kind,
    detail: message ?? advice,
    ...Object.fromEntries(Object.entries(facts).map(([name, fact]) => [snakeCase(name), fact])),
  };
}

export function problemResponse(
  origin: string,
  requestId: string,
  refusal: Rejection,
  headers: Record<string, string> = {},
): MachineResponse {
  const body = { ...problemBody(origin, refusal), request_id: requestId };
  return {
    status: problems[refusal.kind].status,
    headers: { ...headers, "Content-Type": problemType, "X-Request-Id": requestId },
    body: JSON.stringify(body),
  };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
