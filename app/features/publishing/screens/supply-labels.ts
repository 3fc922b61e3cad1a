import { timeLeftText } from "../../../core/format";
import type { Supply } from "../read-supply.server";

/** Upload progress in whole percent; 100 when nothing is pending. */
export function percentLive({ uploading, live }: Pick<Supply, "uploading" | "live">): number {
  return uploading === 0 ? 100 : Math.floor((live / (live + uploading)) * 100);
}

/** Estimated time left for pending uploads; null when it can't be estimated. */
export function uploadTimeLeft({
  uploading,
  perSecond,
}: Pick<Supply, "uploading" | "perSecond">): string | null {
  if (uploading === 0 || perSecond === null) return null;
  return timeLeftText(uploading / perSecond);
}
