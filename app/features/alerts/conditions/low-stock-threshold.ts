import { z } from "zod";

/** A shop has twenty million codes at most: a threshold beyond is a slip of the finger. */
const highest = 20_000_000;

/** A threshold as a form sends it; an empty text means no alert for low stock (null). */
export const lowStockThreshold = z
  .string()
  .trim()
  .transform((text, context) => {
    if (text === "") return null;
    const value = Number(text);
    if (/^\d{1,8}$/.test(text) && value >= 1 && value <= highest) return value;
    context.addIssue({
      code: "custom",
      message: `Enter a whole number from 1 to ${highest.toLocaleString("en-US")}.`,
    });
    return z.NEVER;
  });
