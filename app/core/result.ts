/**
 * Result of a feature function: a value, or an expected failure from a closed union with details.
 * Exceptions are for bugs and broken infrastructure.
 */
export type Result<Value, Failure> = { ok: true; value: Value } | { ok: false; failure: Failure };

export function success<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

export function failure<const Failure>(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}
