import { z } from "zod";

/** An id of a table whose ids stay small, as an address or a form carries it. */
export const smallId = z.coerce.number().int().positive().max(2_147_483_647);

/** As `smallId`, for tables with very many rows. */
const largeId = z.coerce.number().int().positive();

/** Where a page begins, as a parameter of an address. What is no id counts as absent. */
export const smallCursor = smallId.optional().catch(undefined);
export const largeCursor = largeId.optional().catch(undefined);

/** What a version of a thing is, as a form carries it: it counts changes. */
export const version = z.coerce.number().int().min(0).max(2_147_483_647);

/** Ids in one field, `1,2,3`. A row's checkbox each, so never more than a page has. */
export const idList = z
  .string()
  .max(20 * 500)
  .transform((text) => text.split(",").map(Number))
  .pipe(z.array(z.int().positive()).min(1).max(500));
