import { GraphQLError } from "graphql";
import type { Place } from "./sort-items";

/**
 * A cursor refers to a position in the order, not to an item. Paging continues even if the item at the
 * cursor was deleted.
 */
export const writeCursor = ({ id, value }: Place): string =>
  Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString("base64");

export function readCursor(cursor: unknown, sortsBy: "string" | "number"): Place | undefined {
  if (typeof cursor !== "string") return undefined;
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, "base64").toString("utf8"));
  } catch {
    throw invalidCursor();
  }
  const { last_id: id, last_value: value } = (read ?? {}) as Record<string, unknown>;
  const isPlace = typeof value === "string" || typeof value === "number";
  // A cursor of another sort order is invalid.
  if (typeof id !== "string" || !isPlace || typeof value !== sortsBy) throw invalidCursor();
  return { id, value };
}

const invalidCursor = (): GraphQLError =>
  new GraphQLError("Invalid cursor for current pagination sort.", {
    extensions: { code: "BAD_REQUEST" },
  });
