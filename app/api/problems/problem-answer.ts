import type { MachineAnswer } from "../../server/machine-answer.server";
import { type ProblemCode, problems } from "./problems";

/** A refusal as features return it. The other fields are facts that the caller is told. */
export interface Refusal<Code extends ProblemCode = ProblemCode> {
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
export function problemBody(origin: string, refusal: Refusal): Record<string, unknown> {
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

export function problemAnswer(
  origin: string,
  requestId: string,
  refusal: Refusal,
  headers: Record<string, string> = {},
): MachineAnswer {
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
