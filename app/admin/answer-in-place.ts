import { type ClientActionFunctionArgs, isRouteErrorResponse } from "@remix-run/react";
import { RequestFailed } from "../ui/connection/patient-fetch";
import type { ActionAnswer } from "../ui/forms/action-answer";
import { type AnyFailure, failureText } from "../ui/forms/failure-text";

/**
 * The `clientAction` of every admin page whose action answers with `ActionAnswer`: a request that was
 * lost, or that the server failed to answer, is refused in place. Without it the router replaces the
 * form by an error page. The router then loads the page's data again, which shows what was saved.
 */
export async function answerInPlace({
  request,
  serverAction,
}: ClientActionFunctionArgs): Promise<ActionAnswer> {
  const intent = String((await request.clone().formData()).get("intent"));
  try {
    return await serverAction<ActionAnswer>();
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
