import { failure, type Result, success } from "../../core/result";
import type { Refusal } from "./problem-answer";

/** Where a page begins, as text that callers only pass on. */
export function writeCursor(position: string | number | null): string | null {
  return position === null ? null : Buffer.from(String(position)).toString("base64url");
}

/** The text that `writeCursor` was given. */
export function readCursor(cursor: string): string {
  return Buffer.from(cursor, "base64url").toString("utf8");
}

/** A cursor that stands for an id. */
export function readIdCursor(
  cursor: string | undefined,
): Result<number | undefined, Refusal<"invalid_input">> {
  if (cursor === undefined) return success(undefined);
  const id = readCursor(cursor);
  if (/^\d{1,15}$/.test(id)) return success(Number(id));
  const errors = [{ field: "cursor", message: "Send next_cursor as it was answered." }];
  return failure({ kind: "invalid_input", errors });
}
