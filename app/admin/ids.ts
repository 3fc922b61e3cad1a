import { z } from "zod";

/** An id of a table with 32-bit ids, from a URL or a form. */
export const smallId = z.coerce.number().int().positive().max(2_147_483_647);

/** Like `smallId`, for tables with 64-bit ids. */
const largeId = z.coerce.number().int().positive();

/** A cursor in a URL. An invalid one counts as absent. */
export const smallCursor = smallId.optional().catch(undefined);
export const largeCursor = largeId.optional().catch(undefined);

/** A row's version (its number of changes), from a form. */
export const version = z.coerce.number().int().min(0).max(2_147_483_647);

/** Ids in one field, `1,2,3`, from the checkboxes of one page of rows. */
export const idList = z
  .string()
  .max(20 * 500)
  .transform((text) => text.split(",").map(Number))
  .pipe(z.array(z.int().positive()).min(1).max(500));
