import { count } from "../../../ui/format";
import type { Supply } from "../read-supply.server";

/** How far an upload is, in whole percent; 100 when nothing waits. */
export function percentLive({ uploading, live }: Pick<Supply, "uploading" | "live">): number {
  return uploading === 0 ? 100 : Math.floor((live / (live + uploading)) * 100);
}

/** How long the codes that wait will take, in words; null when nobody can tell yet. */
export function uploadTimeLeft({
  uploading,
  perSecond,
}: Pick<Supply, "uploading" | "perSecond">): string | null {
  if (uploading === 0 || perSecond === null) return null;
  const seconds = uploading / perSecond;
  if (seconds < 60) return "less than a minute left";
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `about ${count(minutes, "minute")} left`;
  return `about ${count(Math.round(minutes / 60), "hour")} left`;
}
