import { type Result, success } from "../../../core/result";
import type { AddedCodes, FoundCode, Platform } from "../../../platform/platform";
import type { CodeRejection, PlatformFailure } from "../../../platform/platform-failure";
import { codeKey } from "../../codes/code-text";
import type { UploadBatch } from "./upload-batch";

/** The platform's result for a finished batch. Maps are keyed by code key. */
export interface BatchResult {
  batch: UploadBatch;
  /** Merchant-facing rejection reasons. All other codes of the batch are live. */
  refused: Map<string, string>;
  /** The platform's code IDs, where the response contains them. */
  platformIds: Map<string, string>;
}

/**
 * Interprets the results of uploads. A code reported as taken may exist because an earlier response
 * was lost, or because the merchant added it. If it's under the batch's own discount, it counts as
 * live. Fails when the lookup fails.
 */
export async function sortResults(
  platform: Pick<Platform, "findCodes">,
  additions: readonly { batch: UploadBatch; added: AddedCodes }[],
): Promise<Result<BatchResult[], PlatformFailure>> {
  const takenCodes = additions.flatMap(({ added }) =>
    added.refused.filter(({ reason }) => reason.kind === "taken").map(({ code }) => code),
  );
  const found = takenCodes.length > 0 ? await platform.findCodes(takenCodes) : success(new Map());
  if (!found.ok) return found;
  return success(additions.map(({ batch, added }) => batchResult(batch, added, found.value)));
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
    const match = reason.kind === "taken" ? found.get(code.toLowerCase()) : undefined;
    if (match?.discountId === batch.discount) {
      if (match.platformCodeId) platformIds.set(codeKey(code), match.platformCodeId);
    } else refused.set(codeKey(code), match ? discountOf(match) : rejectionText(reason));
  }
  return { batch, refused, platformIds };
}

function discountOf({ discountTitle }: FoundCode): string {
  return `This code is already in your store, under the discount “${discountTitle}”.`;
}

/** Merchant-facing reason why the platform rejected a code. */
function rejectionText(refusal: CodeRejection): string {
  switch (refusal.kind) {
    case "taken":
      return "This code already exists in your store.";
    case "too_long":
      return "This code is too long.";
    case "too_short":
      return "This code is too short.";
    case "line_break":
      return "This code contains a line break.";
    case "twice":
      return "Your store treats this code the same as another one.";
    case "other":
      return refusal.message;
  }
}
