import { z } from "zod";
import { isStorable } from "../../core/text";

const incomplete = "Some of the form didn’t arrive. Try again.";
const unreadable = "This text has characters that can’t be read. Type it again.";

/** A form field with structured data as JSON. Rejects text that can't be stored. */
export function jsonField<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .max(200_000)
    .transform((text, context): unknown => {
      const json = parse(text);
      if (json !== undefined && everyText(json, isStorable)) return json;
      const message = json === undefined ? incomplete : unreadable;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .pipe(schema);
}

/** Returns undefined if the text isn't JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether every string and property name in JSON passes `fits`. Iterates instead of recursing,
 * because the sender chooses the depth.
 */
function everyText(json: unknown, fits: (text: string) => boolean): boolean {
  const open = [json];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "string" && !fits(next)) return false;
    if (typeof next !== "object" || next === null) continue;
    for (const [name, inner] of Object.entries(next)) {
      if (!fits(name)) return false;
      open.push(inner ?? null);
    }
  }
  return true;
}
