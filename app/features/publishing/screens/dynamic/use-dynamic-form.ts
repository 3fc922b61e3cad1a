import { useState } from "react";
import { type DynamicDraft, readDynamic } from "./dynamic-draft";
import type { DynamicForm } from "./pattern-fields";

/** State of the dynamic pool form. `refused` returns the server's error for a field. */
export function useDynamicForm(
  start: DynamicDraft,
  refused: (field: string) => string | undefined,
  { alive }: { alive: number } = { alive: 0 },
): DynamicForm {
  const [draft, setDraft] = useState(start);
  const read = readDynamic(draft, { alive });
  return {
    draft,
    read,
    set: (fields) => setDraft((before) => ({ ...before, ...fields })),
    error: (field) => {
      const message = read.problems[field] ?? refused(field);
      return message ? { error: message } : {};
    },
  };
}
