import { useFetcher } from "../browser";
import type { ActionAnswer } from "./action-answer";

/**
 * Asks the current route (or `action`) to do `name`, without leaving the page. `pending` are the
 * fields that are on their way, `refusal` what the last answer refused, until the next attempt.
 */
export function useFormAction(name: string, options: { action?: string; key?: string } = {}) {
  const fetcher = useFetcher<ActionAnswer>(options.key ? { key: options.key } : {});
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  // A refusal changes nothing, so it need not wait until the page's data is loaded again.
  const refused = fetcher.state !== "submitting" && fetcher.data?.ok === false;
  return {
    submit: (fields: Record<string, string>) =>
      fetcher.submit(
        { intent: name, ...fields },
        { method: "post", ...(options.action ? { action: options.action } : {}) },
      ),
    busy: fetcher.state !== "idle" && !refused,
    pending: fetcher.formData,
    refusal: refused ? (fetcher.data as Extract<ActionAnswer, { ok: false }>) : undefined,
    done: answer?.ok ? answer : undefined,
  };
}

/** The sentence for one field, when the refusal is about it. */
export function fieldError(
  refusal: Extract<ActionAnswer, { ok: false }> | undefined,
  field: string,
): string | undefined {
  return refusal?.failure.field === field ? refusal.message : undefined;
}
