import { z } from "zod";
import { number } from "../../../core/format";

/** A shop has at most twenty million codes: a higher threshold is a typo. */
const highest = 20_000_000;

/** Parses the threshold of a form. Empty: no low stock alert (null). */
export const lowStockThreshold = z
  .string()
  .trim()
  .transform((text, context) => {
    if (text === "") return null;
    const value = Number(text);
    if (/^\d{1,8}$/.test(text) && value >= 1 && value <= highest) return value;
    context.addIssue({
      code: "custom",
      message: `Enter a whole number from 1 to ${number(highest)}.`,
    });
    return z.NEVER;
  });
