import { LiquidError } from "liquidjs";

/** A part of a message. */
export type MessagePart = "subject" | "html" | "text";

/** Position of an error in a template. Lines and columns count from 1. */
type Place = {
  part: MessagePart;
  line: number;
  column: number;
  message: string;
};

export type TemplateFault =
  | ({ kind: "template_invalid" } & Place)
  | ({ kind: "template_limit_exceeded" } & Place);

/** Converts an error of parsing or rendering into one for the template's author. */
export function templateFault(part: MessagePart, error: unknown): TemplateFault {
  if (!(error instanceof LiquidError)) return bareFault(part, error);
  const [line = 1, column = 1] = (error.token as { getPosition(): number[] }).getPosition();
  const cause = error.originalError?.message ?? error.message;
  const kind =
    cause.includes("limit exceeded") || error.originalError instanceof RangeError
      ? "template_limit_exceeded"
      : "template_invalid";
  // liquidjs appends the position to its message.
  const reason = cause.replace(/(, file:.*)?, line:\d+, col:\d+$/s, "").slice(0, 300);
  const message = `Line ${line}, column ${column} of ${part}: ${reason}.`;
  return { kind, part, line, column, message };
}

/** A template that exceeds a limit, without a position. */
export function limitExceeded(message: string, part: MessagePart = "html"): TemplateFault {
  return { kind: "template_limit_exceeded", part, line: 1, column: 1, message };
}

/**
 * An error without a position. liquidjs throws it when a limit is exceeded at a template's top level,
 * and the engine when a template nests deeper than the call stack. It always comes from this template,
 * so other messages of the call must not fail with it.
 */
function bareFault(part: MessagePart, error: unknown): TemplateFault {
  if (error instanceof RangeError) return limitExceeded("The template nests too deeply.", part);
  const reason =
    error instanceof Error ? error.message.slice(0, 300) : "The template can’t be rendered";
  if (reason.includes("limit exceeded")) return limitExceeded(`In ${part}: ${reason}.`, part);
  return { kind: "template_invalid", part, line: 1, column: 1, message: `In ${part}: ${reason}.` };
}
