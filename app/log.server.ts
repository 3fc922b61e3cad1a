import pino, { type DestinationStream, type Logger, stdSerializers } from "pino";

/** Fields that may identify a person or grant access, wherever they are in an entry. */
const secretFields = ["email", "address", "accessToken", "refreshToken", "authorization"];
/** pino redacts only at the exact depth of a path. */
const depths = ["", "*.", "*.*.", "*.*.*."];

/**
 * Error fields in which PostgreSQL repeats rejected data: the values of a unique key, the row of a
 * COPY, the statement. Messages of class 22, such as "invalid input syntax", end with the value.
 */
const dataFields = ["detail", "where", "hint", "internalQuery", "query", "parameters"];
const dataException = /^22/;

/** Creates the process's log: JSON lines without addresses, tokens, or data from the database. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: depths.flatMap((depth) => secretFields.map((field) => `${depth}${field}`)),
    serializers: { err: serializeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

function serializeError(error: unknown): unknown {
  const entry: unknown = stdSerializers.err(error as Error);
  const text = hasRefusedValue(error) ? withoutRefusedValue : (value: string) => value;
  return withoutData(entry, text);
}

/** Whether the error, or one of its causes, quotes a value that the database couldn't parse. */
function hasRefusedValue(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const inner = [cause, ...(Array.isArray(errors) ? errors : [])];
  return dataException.test(String(code ?? "")) || inner.some(hasRefusedValue);
}

function withoutRefusedValue(text: string): string {
  return text.replace(/: ".*?"(?=\n|$)/gs, "");
}

function withoutData(value: unknown, text: (value: string) => string): unknown {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map((item) => withoutData(item, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) =>
      dataFields.includes(name) ? [] : [[name, withoutData(field, text)]],
    ),
  );
}
