import { failure, type Result, success } from "../../../core/result";
import { isStorable } from "../../../core/text";
import { byteLength, maxMetafieldBytes } from "../rule/config";
import type { RefusalReason } from "../rule/guard-input";

/**
 * The merchant's own messages to shoppers by language (two lowercase letters) and reason. Where there
 * is none, the function has a default.
 */
export type GuardMessages = Record<string, Partial<Record<RefusalReason, string>>>;

const reasons: readonly RefusalReason[] = ["blocked", "paused", "expired", "holder"];

/** Longest message in characters: it has to fit below the field for codes. */
export const maxMessageLength = 150;

export type MessagesRejected =
  | {
      kind: "message_too_long";
      language: string;
      reason: RefusalReason;
      length: number;
      max: number;
    }
  | { kind: "message_invalid"; language: string; reason: RefusalReason }
  | { kind: "language_invalid"; language: string }
  /** Together they are longer than a function can read. */
  | { kind: "messages_too_large"; bytes: number; max: number };

/**
 * Parses what a merchant typed: spaces are collapsed, and empty messages are left out, which means the
 * default. The result is in a fixed order. Fails with the first problem.
 */
export function readMessages(
  typed: Readonly<Record<string, Readonly<Partial<Record<RefusalReason, string>>>>>,
): Result<GuardMessages, MessagesRejected> {
  const messages: GuardMessages = {};
  for (const language of Object.keys(typed).sort()) {
    if (!/^[a-z]{2}$/.test(language)) return failure({ kind: "language_invalid", language });
    const own: GuardMessages[string] = {};
    for (const reason of reasons) {
      const text = (typed[language]?.[reason] ?? "").trim().replace(/\s+/g, " ");
      if (text === "") continue;
      const problem = problemOf(text);
      if (problem) return failure({ ...problem, language, reason });
      own[reason] = text;
    }
    if (Object.keys(own).length > 0) messages[language] = own;
  }
  const bytes = messagesBytes(messages);
  return bytes > maxMetafieldBytes
    ? failure({ kind: "messages_too_large", bytes, max: maxMetafieldBytes })
    : success(messages);
}

/** Bytes that the messages take of the 10,000 that the function can read. */
export function messagesBytes(messages: GuardMessages): number {
  return byteLength(JSON.stringify(messages));
}

function problemOf(text: string) {
  const { length } = [...text];
  if (length > maxMessageLength) {
    return { kind: "message_too_long" as const, length, max: maxMessageLength };
  }
  const isVisible = isStorable(text) && !/\p{Cc}/u.test(text);
  return isVisible ? undefined : { kind: "message_invalid" as const };
}
