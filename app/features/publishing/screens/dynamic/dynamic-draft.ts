import { defaultPattern, type Pattern, patternSchema } from "../../generator/pattern";
import {
  type Buffer,
  bufferSchema,
  checkPattern,
  codeLimitSchema,
  defaultBuffer,
} from "../../replenishment/buffer";

/** A dynamic pool's settings as typed. */
export interface DynamicDraft {
  prefix: string;
  length: string;
  /** Empty: no groups. */
  groupSize: string;
  suffix: string;
  alphabet: string;
  target: string;
  floor: string;
  /** Empty: no limit. */
  codeLimit: string;
}

export const emptyDynamic: DynamicDraft = draftOf(defaultPattern, defaultBuffer, null);

export function draftOf(pattern: Pattern, buffer: Buffer, codeLimit: number | null): DynamicDraft {
  return {
    prefix: pattern.prefix,
    length: String(pattern.length),
    groupSize: pattern.groupSize === null ? "" : String(pattern.groupSize),
    suffix: pattern.suffix,
    alphabet: pattern.alphabet,
    target: String(buffer.target),
    floor: String(buffer.floor),
    codeLimit: codeLimit === null ? "" : String(codeLimit),
  };
}

/**
 * Parses the draft. `problems` are error messages by field (`pattern.length`, `buffer.floor`;
 * `pattern` when codes are too easy to guess). `fields` is the form data for the server, which
 * validates again. `alive` is the number of assigned codes that still work.
 */
export function readDynamic(draft: DynamicDraft, { alive }: { alive: number }) {
  const pattern = {
    prefix: draft.prefix,
    length: numberOf(draft.length),
    groupSize: draft.groupSize.trim() === "" ? null : numberOf(draft.groupSize),
    suffix: draft.suffix,
    alphabet: draft.alphabet,
  };
  const buffer = { target: numberOf(draft.target), floor: numberOf(draft.floor) };
  const readPattern = patternSchema.safeParse(pattern);
  const readBuffer = bufferSchema.safeParse(buffer);
  const problems: Record<string, string> = {};
  const note = (part: string, issues: { path: PropertyKey[]; message: string }[] = []) => {
    for (const { path, message } of issues) problems[[part, ...path].join(".")] ??= message;
  };
  note("pattern", readPattern.error?.issues);
  note("buffer", readBuffer.error?.issues);
  note("codeLimit", codeLimitSchema.safeParse(draft.codeLimit).error?.issues);
  if (readPattern.success && readBuffer.success) {
    const safe = checkPattern(readPattern.data, readBuffer.data, { alive, available: 0 });
    if (!safe.ok) problems["pattern"] = safe.failure.message;
  }
  return {
    problems,
    pattern: readPattern.data ?? null,
    buffer: readBuffer.data ?? null,
    fields: {
      pattern: JSON.stringify(pattern),
      buffer: JSON.stringify(buffer),
      codeLimit: draft.codeLimit,
    },
  };
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
