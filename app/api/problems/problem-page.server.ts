import type { MachineResponse } from "../../server/machine-response.server";
import { type ProblemCode, problems } from "./problems";

/** Plain-text explanation of a problem, for people who open its `type`. */
export function problemPage(code: string): MachineResponse {
  const headers = { "Content-Type": "text/plain; charset=utf-8" };
  if (!Object.hasOwn(problems, code)) {
    return { status: 404, headers, body: "There is no such problem.\n" };
  }
  const { status, title, advice } = problems[code as ProblemCode];
  return {
    status: 200,
    headers,
    body: `${title}\n\ncode: ${code}\nstatus: ${status}\n\n${advice}\n`,
  };
}
