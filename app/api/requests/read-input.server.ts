import type { z } from "zod";
import { failure, type Result, success } from "../../core/result";
import type { MachineRequest } from "../../server/machine-request.server";
import type { Rejection } from "../problems/problem-response";

/** Limits the errors reported: ten thousand items could all be invalid. */
const maxErrors = 20;

/** Validates input against a schema. The rejection lists the invalid fields. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Result<z.output<Schema>, Rejection> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return success(parsed.data);
  const { issues } = parsed.error;
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => fieldName([...issue.path, key]))
      : [],
  );
  if (unknown.length > 0) {
    const fields = unknown.slice(0, maxErrors);
    const named = fields.map((field) => `“${field}”`).join(", ");
    return failure({
      kind: "unknown_field",
      message: `Unknown field: ${named}.`,
      fields,
    });
  }
  const errors = issues.slice(0, maxErrors).map((issue) => ({
    field: fieldName(issue.path),
    message: issue.message,
  }));
  const [first] = errors;
  const message = first ? `${first.field || "The body"}: ${first.message}` : "Check the input.";
  return failure({ kind: "invalid_input", message, errors });
}

/** Parses the query string. Rejects duplicate parameters and invalid UTF-8. */
export function readQuery(url: URL): Result<Record<string, string>, Rejection> {
  const names = [...url.searchParams.keys()];
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  const broken = [...url.searchParams].find(([, value]) => value.includes("\ufffd"))?.[0];
  if (broken !== undefined) {
    // A replacement character from invalid bytes must not match a code that contains one.
    const errors = [{ field: broken.slice(0, 100), message: "This isn’t valid UTF-8." }];
    return failure({ kind: "invalid_input", errors });
  }
  if (twice === undefined) return success(Object.fromEntries(url.searchParams));
  const errors = [{ field: twice.slice(0, 100), message: "Send this parameter once." }];
  return failure({ kind: "invalid_input", errors });
}

/**
 * Values of `{name}` in an operation's path; undefined if the path doesn't match. Splits the raw
 * path, so an encoded slash stays part of a value.
 */
export function readPath(template: string, pathname: string): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  const templateParts = template.split("/");
  const pathParts = pathname.replace(/\/$/, "").split("/");
  if (templateParts.length !== pathParts.length) return undefined;
  for (const [place, part] of templateParts.entries()) {
    const value = pathParts[place] ?? "";
    if (part.startsWith("{")) {
      const decoded = decode(value);
      if (decoded === undefined) return undefined;
      values[part.slice(1, -1)] = decoded;
    } else if (part !== value) {
      return undefined;
    }
  }
  return values;
}

/** Parses a JSON body of at most `maxBytes`. */
export async function readJson(
  request: MachineRequest,
  maxBytes: number,
): Promise<Result<unknown, Rejection>> {
  const type = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  const encoding = request.headers.get("Content-Encoding")?.toLowerCase() ?? "identity";
  if (type !== "application/json" || encoding !== "identity") {
    return failure({ kind: "unsupported_media_type" });
  }
  const bytes = await request.bytes(maxBytes);
  if (!bytes) return failure({ kind: "body_too_large", maxBytes });
  try {
    return success(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return failure({ kind: "invalid_json" });
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `["recipients", 3, "recipient"]` → `recipients[3].recipient`. */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part).slice(0, 100)}`))
    .join("")
    .replace(/^\./, "");
}
