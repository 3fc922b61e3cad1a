import { type ClientActionFunctionArgs, isRouteErrorResponse } from "@remix-run/react";
import { RequestFailed } from "../ui/connection/patient-fetch";
import type { ActionResponse } from "../ui/forms/action-response";
import { type AnyFailure, failureText } from "../ui/forms/failure-text";

/**
 * The `clientAction` of every admin page whose action responds with `ActionResponse`. It turns a lost
 * request or a server error into a failure in place. Without it, Remix would replace the form with
 * an error page. Remix then reloads the page's data, which shows whether the change was saved.
 */
export async function respondInPlace({
  request,
  serverAction,
}: ClientActionFunctionArgs): Promise<ActionResponse> {
  const intent = String((await request.clone().formData()).get("intent"));
  try {
    return await serverAction<ActionResponse>();
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return { ok: false, intent, failure, message: failureText(failure) };
  }
}

function failureOf(error: unknown): AnyFailure | undefined {
  if (error instanceof RequestFailed) {
    return error.status === null
      ? { kind: "connection_lost" }
      : { kind: "server_failed", requestId: error.requestId };
  }
  if (!isRouteErrorResponse(error) || error.status < 400) return undefined;
  return { kind: String((error.data as { kind?: unknown } | null)?.kind ?? "page_not_found") };
}
