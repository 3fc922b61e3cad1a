import { useFetcher } from "../browser";
import type { ActionResponse } from "./action-response";

/**
 * Submits the form action `name` to the current route (or to `action`) without leaving the page.
 * `pending` has the fields being submitted. `refusal` is the failure of the last attempt, until the
 * next one.
 */
export function useFormAction(name: string, options: { action?: string; key?: string } = {}) {
  const fetcher = useFetcher<ActionResponse>(options.key ? { key: options.key } : {});
  const response = fetcher.state === "idle" ? fetcher.data : undefined;
  // A failure changes nothing, so it shows without waiting for the page's data to reload.
  const refused = fetcher.state !== "submitting" && fetcher.data?.ok === false;
  return {
    submit: (fields: Record<string, string>) =>
      fetcher.submit(
        { intent: name, ...fields },
        { method: "post", ...(options.action ? { action: options.action } : {}) },
      ),
    busy: fetcher.state !== "idle" && !refused,
    pending: fetcher.formData,
    refusal: refused ? (fetcher.data as Extract<ActionResponse, { ok: false }>) : undefined,
    done: response?.ok ? response : undefined,
  };
}

/** The error for one field, if the failure is about it. */
export function fieldError(
  refusal: Extract<ActionResponse, { ok: false }> | undefined,
  field: string,
): string | undefined {
  return refusal?.failure.field === field ? refusal.message : undefined;
}
