import { z } from "zod";

/**
 * Chosen by the caller, 1–255 visible characters. Requests with the same key get the same answer.
 */
export const idempotencyKeySchema = z
  .string()
  .min(1, "Enter at least one character.")
  .max(255, "Use 255 characters or fewer.")
  .regex(/^[^\p{C}]*$/u, "Use visible characters only.");
