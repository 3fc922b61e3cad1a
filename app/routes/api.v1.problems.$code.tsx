import { problemPage } from "../api/problems/problem-page.server";
import type { ProgramArgs } from "../server/serve-programs.server";

/** What a refusal's `type` leads to: what it means and what to do. */
export function loader({ params }: ProgramArgs) {
  return problemPage(params["code"] ?? "");
}
