import { type Result, success } from "../../../core/result";
import type { AddedCodes, FoundCode, Platform } from "../../../platform/platform";
import type { CodeRejection, PlatformFailure } from "../../../platform/platform-failure";
import { codeKey } from "../../codes/code-text";
import type { UploadBatch } from "./upload-batch";

/** What the platform said to the codes of an upload that is worked off; codes by their keys. */
export interface BatchResult {
  batch: UploadBatch;
  /** Why codes were refused, in words for the merchant. All others of the upload are live. */
  refused: Map<string, string>;
  /** The platform's numbers of codes, where they came with the answer. */
  platformIds: Map<string, string>;
}

/**
 * Reads the answers to uploads. A code that the platform says is taken may be there from an earlier
 * try whose answer was lost, or because the merchant had it there: under its own discount it is live.
 */
export async function sortResults(
  platform: Pick<Platform, "findCodes">,
  answers: readonly { batch: UploadBatch; added: AddedCodes }[],
): Promise<Result<BatchResult[], PlatformFailure>> {
  const taken = answers.flatMap(({ added }) =>
    added.refused.filter(({ reason }) => reason.kind === "taken").map(({ code }) => code),
  );
  const found = taken.length > 0 ? await platform.findCodes(taken) : success(new Map());
  if (!found.ok) return found;
  return success(answers.map(({ batch, added }) => batchResult(batch, added, found.value)));
}

function batchResult(
  batch: UploadBatch,
  added: AddedCodes,
  found: Map<string, FoundCode>,
): BatchResult {
  const refused = new Map<string, string>();
  const platformIds = new Map<string, string>();
  for (const { code, platformCodeId } of added.added)
    platformIds.set(codeKey(code), platformCodeId);
  for (const { code, reason } of added.refused) {
    const there = reason.kind === "taken" ? found.get(code.toLowerCase()) : undefined;
    if (there?.discountId === batch.discount) {
      if (there.platformCodeId) platformIds.set(codeKey(code), there.platformCodeId);
    } else refused.set(codeKey(code), there ? discountOf(there) : rejectionText(reason));
  }
  return { batch, refused, platformIds };
}

function discountOf({ discountTitle }: FoundCode): string {
  return `The shop has this code already, under the discount “${discountTitle}”.`;
}

/** Why the shop would not have a code, in words for the merchant. */
function rejectionText(refusal: CodeRejection): string {
  switch (refusal.kind) {
    case "taken":
      return "The shop says that it has this code already.";
    case "too_long":
      return "The code is too long for the shop.";
    case "too_short":
      return "The code is too short for the shop.";
    case "line_break":
      return "The code has a line break in it.";
    case "twice":
      return "The shop takes this code for the same as another one.";
    case "other":
      return refusal.message;
  }
}
