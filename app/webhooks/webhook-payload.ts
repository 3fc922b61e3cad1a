/** Matches strings, which stay unchanged, and numbers. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses a webhook's JSON. Ids beyond 2^53 are returned as strings, because as numbers they would
 * be rounded to the id of something else. Throws on invalid JSON.
 */
export function readPayload(raw: string): unknown {
  return JSON.parse(
    raw.replace(tokens, (token) =>
      /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
    ),
  );
}
