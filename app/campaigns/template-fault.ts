import { LiquidError } from "liquidjs";
import type { MessagePart } from "./message-template";

/** Where a template went wrong. Lines and columns count from 1. */
type Place = {
  part: MessagePart;
  line: number;
  column: number;
  message: string;
};

export type TemplateFault =
  | ({ kind: "template_invalid" } & Place)
  | ({ kind: "template_limit_exceeded" } & Place);

/** What an error of reading or rendering a part means to the one who wrote it. */
export function templateFault(part: MessagePart, error: unknown): TemplateFault {
  // Templates that nest deeper than the stack of calls.
  if (error instanceof RangeError) {
    const message = "The template nests too deeply.";
    return { kind: "template_limit_exceeded", part, line: 1, column: 1, message };
  }
  if (!(error instanceof LiquidError)) throw error;
  const [line = 1, column = 1] = (error.token as { getPosition(): number[] }).getPosition();
  const cause = error.originalError?.message ?? error.message;
  const kind =
    cause.includes("limit exceeded") || error.originalError instanceof RangeError
      ? "template_limit_exceeded"
      : "template_invalid";
  // The library repeats the place in its words.
  const reason = cause.replace(/(, file:.*)?, line:\d+, col:\d+$/s, "").slice(0, 300);
  const message = `Line ${line}, column ${column} of ${part}: ${reason}.`;
  return { kind, part, line, column, message };
}
