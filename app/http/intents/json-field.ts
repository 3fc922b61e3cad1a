import { z } from "zod";

/** A field of a form that carries something with parts, as JSON. */
export function jsonField<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .max(200_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "The form did not arrive whole. Try again." });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
