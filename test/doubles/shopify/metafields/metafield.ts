export interface Metafield {
  id: string;
  /** With the app's number in place of `$app`; see namespace.ts. */
  namespace: string;
  key: string;
  /** Such as `json` or `list.number_integer`. */
  type: string;
  /** As it was sent. The type says how to read it. */
  value: string;
  createdAt: number;
  updatedAt: number;
}

/** A value as functions see it. One that was deleted is null. */
export interface FunctionValue {
  namespace: string;
  key: string;
  written: { type: string; value: string } | null;
  visibleAt: number;
}

/** What metafields are set with, after all checks. */
export type MetafieldDraft = Pick<Metafield, "namespace" | "key" | "type" | "value">;

/** How long functions still see the former value of a metafield, in the order of writing. */
export type FunctionValues = Record<string, FunctionValue[]>;

/** By owner, in order of their IDs. */
export type MetafieldsByOwner = Record<string, Metafield[]>;
