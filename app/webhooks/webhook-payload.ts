/** A string, which is left alone, or a number. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Reads the JSON of a webhook. Ids beyond 2^53 arrive as strings: as numbers they would be rounded to
 * another thing's id. Throws on text that is no JSON.
 */
export function readPayload(raw: string): unknown {
  return JSON.parse(
    raw.replace(tokens, (token) =>
      /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
    ),
  );
}
