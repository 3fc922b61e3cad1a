import type { ListedReject } from "./list-rejects.server";

/** Why a row did not become a code, for the merchant. */
export function rejectText({ reason, detail }: Pick<ListedReject, "reason" | "detail">): string {
  switch (reason) {
    case "already_in_pool":
      return "This code is in the pool already.";
    case "twice_in_file":
      return "This code stands in the file twice; the first one counts.";
    case "in_another_pool":
      return detail ? `This code is in the pool “${detail}”.` : "This code is in another pool.";
    case "invalid":
      return detail ?? "This row is not valid.";
  }
}
