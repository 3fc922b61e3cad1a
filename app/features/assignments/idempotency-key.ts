import { z } from "zod";

/** The caller's id of an assignment: 1–255 visible characters. The same key always gets the same answer. */
export const idempotencyKey = z
  .string()
  .min(1, "A request key has at least one character.")
  .max(255, "A request key has at most 255 characters.")
  .regex(/^[^\p{C}]*$/u, "A request key has visible characters only.");
