import type { ListedReject } from "./list-rejects.server";

/** Why a row wasn't imported, for the merchant. */
export function rejectText({ reason, detail }: Pick<ListedReject, "reason" | "detail">): string {
  switch (reason) {
    case "already_in_pool":
      return "This code is already in the pool.";
    case "twice_in_file":
      return "Duplicate in the file. Only the first is imported.";
    case "in_another_pool":
      return detail ? `This code is in the pool “${detail}”.` : "This code is in another pool.";
    case "invalid":
      return detail ?? "This row isn’t valid.";
  }
}
