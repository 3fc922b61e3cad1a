/** Approximate characters per chunk: a fraction of a millisecond to write. */
const pieceLength = 65_536;

/**
 * Writes large JSON in chunks, so other requests can run in between. The chunks add up to the
 * result of `JSON.stringify`, except for escapes in long texts.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  let piece = "";
  for (const part of parts(value)) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

function* parts(value: unknown): Generator<string> {
  if (typeof value === "string" && value.length > pieceLength) return yield* textParts(value);
  if (typeof value !== "object" || value === null) return yield JSON.stringify(value);
  if (Array.isArray(value)) {
    yield "[";
    for (const [place, element] of value.entries()) {
      if (place > 0) yield ",";
      yield* parts(element);
    }
    return yield "]";
  }
  yield "{";
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  for (const [place, [name, field]] of fields.entries()) {
    yield `${place > 0 ? "," : ""}${JSON.stringify(name)}:`;
    yield* parts(field);
  }
  yield "}";
}

/** A surrogate pair that is split gets escaped and stays the same character. */
function* textParts(text: string): Generator<string> {
  yield '"';
  for (let at = 0; at < text.length; at += pieceLength)
    yield JSON.stringify(text.slice(at, at + pieceLength)).slice(1, -1);
  yield '"';
}
