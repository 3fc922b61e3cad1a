import { GraphQLError } from "graphql";
import type { Args, GraphqlContext, ResponseObject } from "../../graphql/context";
import { userError } from "../mutations/user-error";

/** An input being read: its context, the name of the argument and the errors so far. */
export interface InputContext {
  readonly context: GraphqlContext;
  readonly argument: string;
  readonly problems: ResponseObject[];
}

/** Adds an error for the field at `path` below the argument. */
export function refuse(
  reading: InputContext,
  path: readonly string[],
  message: string,
  code: string | null,
): void {
  reading.problems.push(userError([reading.argument, ...path], message, code));
}

/** An error that rejects the whole request, as Shopify does for contradictory inputs. */
export const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });

/** An error for input that Shopify supports but the sandbox doesn't. */
export const notInSandbox = (what: string): GraphQLError =>
  new GraphQLError(`The sandbox doesn't support ${what} yet`, {
    extensions: { code: "SANDBOX_DOES_NOT_ANSWER" },
  });

export const objectOf = (value: unknown): Args => (value ?? {}) as Args;

/** Parses a time to milliseconds. Without a time zone, it is UTC on every machine. */
export const readTime = (value: unknown): number => {
  const text = String(value).replace(" ", "T");
  return Date.parse(/T/.test(text) && !/(Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : text);
};
