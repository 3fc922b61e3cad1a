import { defaultPattern, type Pattern, patternSchema } from "../../generator/pattern";
import {
  type Buffer,
  bufferSchema,
  checkPattern,
  codeLimitSchema,
  defaultBuffer,
} from "../../replenishment/buffer";

/** What a dynamic pool makes and keeps ready, as it is typed. */
export interface DynamicDraft {
  prefix: string;
  length: string;
  /** Empty: the random characters stand together. */
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
 * What the draft means. `problems` are sentences by field (`pattern.length`, `buffer.floor`; `pattern`
 * when it is too easy to guess); `fields` is what is sent to the server, which checks again. `alive` is
 * how many codes of the pool people have already.
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
