import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import type { AdminSchema } from "./load-schema";

export interface GraphqlContext {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly admin: AdminSchema;
  /** The scopes of the caller's token, including those implied by others. */
  readonly scopes: ReadonlySet<string>;
}

export type Args = Readonly<Record<string, unknown>>;

/** Resolves a root field. */
export type RootField = (args: Args, context: GraphqlContext) => unknown;

/**
 * An object of a response. Each field is a value, or a function that computes it on demand. The sandbox
 * doesn't support missing fields yet.
 */
export type ResponseObject = { readonly __typename: string } & Readonly<Record<string, unknown>>;
