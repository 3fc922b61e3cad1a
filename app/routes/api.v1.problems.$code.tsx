import type { LoaderFunctionArgs } from "@remix-run/node";
import { problemPage } from "../http/api/problem-page.server";

/** What a refusal's `type` leads to: what it means and what to do. */
export function loader({ params }: LoaderFunctionArgs) {
  return problemPage(params["code"] ?? "");
}
