import type { Args, ResponseObject } from "../../graphql/context";
import { userError } from "./user-error";

/** Checks that a bulk mutation has exactly one of `ids`, `search` and `savedSearchId`. */
export function refuseSelector(args: Args): ResponseObject | undefined {
  const { ids, search, savedSearchId } = args;
  const hasIds = Array.isArray(ids) && ids.length > 0;
  const given = [hasIds || null, search, savedSearchId].filter((one) => one != null);
  if (given.length === 0) return userError(null, MISSING, "MISSING_ARGUMENT");
  if (given.length > 1) return userError(null, TOO_MANY, "TOO_MANY_ARGUMENTS");
  if (typeof search === "string" && search.trim() === "") {
    return userError(["search"], "'Search' can't be blank.", "BLANK");
  }
  // The sandbox has no saved searches, so every ID is invalid.
  return savedSearchId == null
    ? undefined
    : userError(["savedSearchId"], "Invalid 'saved_search_id'.", "INVALID");
}

const MISSING = "Missing expected argument key: 'ids', 'search' or 'saved_search_id'.";
const TOO_MANY = "Only one of 'ids', 'search' or 'saved_search_id' is allowed.";
