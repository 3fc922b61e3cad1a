import type { Answer } from "../../graphql/context";

/** A `DiscountUserError`. `code` is its enum value. */
export const userError = (
  field: readonly string[] | null,
  message: string,
  code: string | null,
): Answer => ({ __typename: "DiscountUserError", field, message, code, extraInfo: null });
