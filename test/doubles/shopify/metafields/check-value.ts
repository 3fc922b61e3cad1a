type Check = (value: string) => string | undefined;

const unless =
  (fits: (value: string) => boolean, message: string): Check =>
  (value) =>
    fits(value) ? undefined : message;

const isDate = (value: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;
const SCHEMES = ["http", "https", "mailto", "sms", "tel"];

function checkUrl(value: string): string | undefined {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(value) ?? [];
  if (scheme === undefined) {
    const list = SCHEMES.map((one) => `"${one}"`).join(", ");
    return `Value cannot have an empty scheme (protocol), must include one of the following URL schemes: [${list}].'`;
  }
  if (SCHEMES.includes(scheme.toLowerCase())) return undefined;
  return `Value must be one of the following URL schemes: ${SCHEMES.join(", ")}.`;
}

function checkJson(value: string): string | undefined {
  try {
    JSON.parse(value);
    return undefined;
  } catch (error) {
    // Recorded is the beginning. What follows depends on Shopify's parser.
    return `Value is invalid JSON: ${(error as Error).message}.`;
  }
}

// The messages are recorded.
const CHECKS: Readonly<Record<string, Check>> = {
  boolean: unless((value) => /^(true|false)$/.test(value), "Value must be true or false."),
  color: unless((value) => /^#[0-9a-f]{6}$/i.test(value), "Value must be a hex color code."),
  date: unless(isDate, "Value must be in YYYY-MM-DD format."),
  date_time: unless(
    (value) => DATE_TIME.test(value),
    "Value must be in “YYYY-MM-DDTHH:MM:SS” format. For example: 2022-06-01T15:30:00",
  ),
  json: checkJson,
  multi_line_text_field: () => undefined,
  number_decimal: (value) => {
    if (!/^-?\d+(\.\d+)?$/.test(value)) return "Value must be a decimal.";
    return Math.abs(Number(value)) > 9_999_999_999_999
      ? "Value can't exceed 9999999999999."
      : undefined;
  },
  number_integer: unless((value) => /^-?\d+$/.test(value), "Value must be an integer."),
  single_line_text_field: unless(
    (value) => !/[\r\n]/.test(value),
    "Value must be a single line text string.",
  ),
  url: checkUrl,
};

const MAX_ELEMENTS = 128;
/** In bytes: `json` of new apps, and other types (documentation). */
const MAX_JSON_SIZE = 128 * 1024;
const MAX_SIZE = 64 * 1024;

/** Types that the sandbox checks. Shopify has more, for references, measurements and money. */
export const metafieldTypes = Object.keys(CHECKS).flatMap((type) =>
  type === "json" || type === "multi_line_text_field" ? [type] : [type, `list.${type}`],
);

export interface ValueProblem {
  message: string;
  /** Which element of a list is wrong. */
  elementIndex: number | null;
}

/** Shopify's message if a value doesn't fit a type of `metafieldTypes`. */
export function checkValue(type: string, value: string): ValueProblem | undefined {
  const whole = (message: string | undefined): ValueProblem | undefined =>
    message === undefined ? undefined : { message, elementIndex: null };
  if (value.trim() === "") return whole("Value can't be blank.");
  const limit = type === "json" ? MAX_JSON_SIZE : MAX_SIZE;
  // Assumed: the sentence.
  if (Buffer.byteLength(value) > limit) return whole(`Value can't exceed ${limit} bytes.`);
  const element = type.startsWith("list.") ? type.slice("list.".length) : undefined;
  if (element === undefined) return whole(CHECKS[type]?.(value));
  const problem = checkJson(value);
  if (problem !== undefined) return whole(problem);
  const list: unknown = JSON.parse(value);
  if (!Array.isArray(list)) return whole("Value must be an array.");
  if (list.length > MAX_ELEMENTS) return whole(`Value has more than ${MAX_ELEMENTS} elements.`);
  for (const [elementIndex, one] of list.entries()) {
    const message = CHECKS[element]?.(String(one));
    if (message !== undefined) return { message, elementIndex };
  }
  return undefined;
}

/** The value as `jsonValue` has it. Decimals and times stay text. */
export function jsonValueOf(type: string, value: string): unknown {
  const parsed = ["json", "boolean", "number_integer"].includes(type) || type.startsWith("list.");
  return parsed ? (JSON.parse(value) as unknown) : value;
}
