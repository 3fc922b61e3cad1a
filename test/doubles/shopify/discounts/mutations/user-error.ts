import type { Answer } from "../../graphql/context";

/** Why a discount mutation did nothing, as `DiscountUserError`; `code` is its enum. */
export const userError = (
  field: readonly string[] | null,
  message: string,
  code: string | null,
): Answer => ({ __typename: "DiscountUserError", field, message, code, extraInfo: null });
