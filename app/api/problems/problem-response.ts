import type { MachineResponse } from "../../server/machine-response.server";
import { requestIdHeader } from "../../server/request-id";
import { type ProblemCode, problems } from "./problems";

/** A rejection as features return it. Other fields are details for the caller. */
export interface Rejection<Code extends ProblemCode = ProblemCode> {
  kind: Code;
  message?: string;
  [fact: string]: unknown;
}

/** The media type of RFC 9457. */
export const problemType = "application/problem+json";

/**
 * Problem body as in RFC 9457: `type` (URL of an explanation), `title`, `status`, `code`, `detail`,
 * then the details.
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
    headers: { ...headers, "Content-Type": problemType, [requestIdHeader]: requestId },
    body: JSON.stringify(body),
  };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
