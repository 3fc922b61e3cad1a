import type { Answer, Args } from "../../graphql/context";
import { userError } from "./user-error";

/** Of `ids`, `search` and `savedSearchId`, a bulk mutation takes exactly one. */
export function refuseSelector(args: Args): Answer | undefined {
  const { ids, search, savedSearchId } = args;
  const hasIds = Array.isArray(ids) && ids.length > 0;
  const given = [hasIds || null, search, savedSearchId].filter((one) => one != null);
  if (given.length === 0) return userError(null, MISSING, "MISSING_ARGUMENT");
  if (given.length > 1) return userError(null, TOO_MANY, "TOO_MANY_ARGUMENTS");
  if (typeof search === "string" && search.trim() === "") {
    return userError(["search"], "'Search' can't be blank.", "BLANK");
  }
  // There are no saved searches in the sandbox, so each of their ids is a wrong one.
  return savedSearchId == null
    ? undefined
    : userError(["savedSearchId"], "Invalid 'saved_search_id'.", "INVALID");
}

const MISSING = "Missing expected argument key: 'ids', 'search' or 'saved_search_id'.";
const TOO_MANY = "Only one of 'ids', 'search' or 'saved_search_id' is allowed.";
