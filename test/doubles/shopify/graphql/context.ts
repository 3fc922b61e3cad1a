import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import type { AdminSchema } from "./load-schema";

export interface GraphqlContext {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly admin: AdminSchema;
  /** What the caller's token allows, reading implied by writing. */
  readonly scopes: ReadonlySet<string>;
}

export type Args = Readonly<Record<string, unknown>>;

/** Answers a root field. */
export type RootField = (args: Args, context: GraphqlContext) => unknown;

/**
 * An object of an answer: each field a value, or a function that makes it when it is asked for.
 * A field that is missing here is one that the sandbox cannot answer yet.
 */
export type Answer = { readonly __typename: string } & Readonly<Record<string, unknown>>;
