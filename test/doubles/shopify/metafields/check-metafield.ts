import type { Args } from "../graphql/context";
import { checkValue, metafieldTypes } from "./check-value";
import type { MetafieldDraft } from "./metafield";
import { isForeign, isReserved, resolveNamespace } from "./namespace";

export interface MetafieldProblem {
  /** The field of the input, or null for the whole input. */
  field: "namespace" | "key" | "type" | "value" | null;
  message: string;
  code: string | null;
  elementIndex: number | null;
}

const NAMESPACE = { field: "namespace", word: "Namespace", min: 3, max: 255 } as const;
const KEY = { field: "key", word: "Key", min: 2, max: 64 } as const;

export const FOREIGN_MESSAGE =
  "Access to this namespace and key on Metafields for this resource type is not allowed.";

/** Checks one metafield of an input. The messages are recorded, unless a comment says otherwise. */
export function checkMetafield(input: Args): MetafieldDraft | MetafieldProblem {
  const namespace = resolveNamespace(input["namespace"]);
  const key = String(input["key"]);
  const type = String(input["type"] ?? "");
  const value = String(input["value"]);
  const problem = (
    field: MetafieldProblem["field"],
    message: string,
    code: string | null,
    elementIndex: number | null = null,
  ): MetafieldProblem => ({ field, message, code, elementIndex });

  const length = lengthProblem(NAMESPACE, namespace) ?? lengthProblem(KEY, key);
  if (length) return problem(...length);
  if (isReserved(namespace)) {
    return problem("namespace", `Namespace ${namespace} is a reserved namespace`, null);
  }
  if (isForeign(namespace)) return problem(null, FOREIGN_MESSAGE, "APP_NOT_AUTHORIZED");
  if (type === "") return problem("type", "Type can't be blank", "BLANK");
  if (!metafieldTypes.includes(type)) {
    // Recorded for metafields of locations. The sandbox's list is shorter than Shopify's.
    const message = `Type must be one of the following: ${metafieldTypes.join(", ")}.`;
    return problem("type", message, "INCLUSION");
  }
  const wrong = checkValue(type, value);
  if (wrong) return problem("value", wrong.message, "INVALID_VALUE", wrong.elementIndex);
  return { namespace, key, type, value };
}

/** Whether a check found a problem. */
export const isProblem = (
  checked: MetafieldDraft | MetafieldProblem,
): checked is MetafieldProblem => "message" in checked;

function lengthProblem(
  { field, word, min, max }: typeof NAMESPACE | typeof KEY,
  text: string,
): ["namespace" | "key", string, string] | undefined {
  const { length } = [...text];
  if (length < min) {
    return [field, `${word} is too short (minimum is ${min} characters)`, "TOO_SHORT"];
  }
  if (length > max) {
    return [field, `${word} is too long (maximum is ${max} characters)`, "TOO_LONG"];
  }
  return undefined;
}
