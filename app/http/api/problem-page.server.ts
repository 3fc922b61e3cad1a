import { type ProblemCode, problems } from "./problems";

/** A refusal explained in plain text, for the person who follows its `type`. */
export function problemPage(code: string): Response {
  const headers = { "Content-Type": "text/plain; charset=utf-8" };
  if (!Object.hasOwn(problems, code)) {
    return new Response("There is no such problem.\n", { status: 404, headers });
  }
  const { status, title, advice } = problems[code as ProblemCode];
  return new Response(`${title}\n\ncode: ${code}\nstatus: ${status}\n\n${advice}\n`, { headers });
}
