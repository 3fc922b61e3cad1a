import { failure, type Result, success } from "../../core/result";
import type { Rejection } from "../problems/problem-response";

/** Encodes a page position as an opaque cursor. */
export function writeCursor(position: string | number | null): string | null {
  return position === null ? null : Buffer.from(String(position)).toString("base64url");
}

type Wrong = Rejection<"invalid_input">;

/** Decodes a text cursor. */
export function readTextCursor(cursor: string | undefined): Result<string | undefined, Wrong> {
  const text = cursor === undefined ? undefined : decode(cursor);
  return text === undefined || /^\P{Cc}+$/u.test(text) ? success(text) : failure(wrongCursor);
}

/** Decodes an ID cursor. */
export function readIdCursor(cursor: string | undefined): Result<number | undefined, Wrong> {
  if (cursor === undefined) return success(undefined);
  const id = decode(cursor);
  return /^[1-9]\d{0,14}$/.test(id) ? success(Number(id)) : failure(wrongCursor);
}

const wrongCursor: Wrong = {
  kind: "invalid_input",
  errors: [{ field: "cursor", message: "Send next_cursor unchanged." }],
};

function decode(cursor: string): string {
  return Buffer.from(cursor, "base64url").toString("utf8");
}
