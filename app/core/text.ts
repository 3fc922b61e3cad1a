import { z } from "zod";

/** Whether the database can store a text: no NUL and no lone surrogates. */
export function isStorable(text: string): boolean {
  return !/[\0\p{Cs}]/u.test(text);
}

/** A name that a merchant enters: one line of 1 to `longest` characters, all of them visible. */
export function nameSchema(longest: number) {
  return z
    .string()
    .trim()
    .min(1, "Enter a name.")
    .max(longest, `Use ${longest} characters or fewer.`)
    .refine(
      (name) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name),
      "Remove invisible characters from the name.",
    );
}
