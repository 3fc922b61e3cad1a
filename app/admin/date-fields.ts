import { z } from "zod";
import { maxDays } from "../features/codes/code-dates";

/** A form field with a date, or empty. */
export const dateField = z.union([z.literal(""), z.iso.date("Enter a date.")]);

/** A form field with a number of days. Null: empty. */
export const daysField = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : Number(text)))
  .refine(
    (value) => value === null || (Number.isInteger(value) && value >= 1 && value <= maxDays),
    "Enter a number of days from 1 to 3,650.",
  );
