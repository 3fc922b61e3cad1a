import type { ResponseObject } from "../../graphql/context";

/** A `DiscountUserError`. `code` is its enum value. */
export const userError = (
  field: readonly string[] | null,
  message: string,
  code: string | null,
): ResponseObject => ({ __typename: "DiscountUserError", field, message, code, extraInfo: null });
