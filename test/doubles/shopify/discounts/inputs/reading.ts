import { GraphQLError } from "graphql";
import type { Answer, Args, GraphqlContext } from "../../graphql/context";
import { userError } from "../mutations/user-error";

/** An input being read: who asks, the name of its argument, and what was wrong with it so far. */
export interface Reading {
  readonly context: GraphqlContext;
  readonly argument: string;
  readonly problems: Answer[];
}

/** Notes a problem with the field at `path` below the argument. */
export function refuse(
  reading: Reading,
  path: readonly string[],
  message: string,
  code: string,
): void {
  reading.problems.push(userError([reading.argument, ...path], message, code));
}

/** Refuses the whole request, as Shopify does with inputs that contradict themselves. */
export const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });

/** What Shopify could do with the input and the sandbox cannot, said aloud. */
export const notInSandbox = (what: string): GraphQLError =>
  new GraphQLError(`The sandbox has no ${what} yet`, {
    extensions: { code: "SANDBOX_DOES_NOT_ANSWER" },
  });

export const objectOf = (value: unknown): Args => (value ?? {}) as Args;

/** Milliseconds. A time without a zone is one in UTC, on every machine. */
export const readTime = (value: unknown): number => {
  const text = String(value).replace(" ", "T");
  return Date.parse(/T/.test(text) && !/(Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : text);
};
