import { count, timeLeftText } from "../../../../core/format";
import { isInTrouble } from "../../../../core/standstill";
import type { Batch, BatchState } from "../batch";

export const stateNames: Record<BatchState, string> = {
  draft: "Preview",
  queued: "Waiting",
  running: "Running",
  done: "Finished",
  failed: "Failed",
  stopped: "Stopped",
  undoing: "Undoing",
  undone: "Undone",
};

/** Progress, 0–100. */
export function percentDone({ state, bytesRead, byteSize }: Batch): number {
  if (state === "done" || state === "undone") return 100;
  return byteSize === 0 ? 0 : Math.min(99, Math.floor((bytesRead / byteSize) * 100));
}

/** The outcome of the rows so far, in one line. */
export function countsLine(batch: Batch): string {
  const parts = [
    `${count(batch.added, "code")} added`,
    batch.removed && `${count(batch.removed, "code")} removed`,
    batch.alreadyHere && `${count(batch.alreadyHere, "code")} already in this pool`,
    batch.twiceInFile && `${count(batch.twiceInFile, "duplicate")} in the file`,
    batch.elsewhere && `${count(batch.elsewhere, "code")} in another pool`,
    batch.invalid && `${count(batch.invalid, "row")} invalid`,
  ];
  return parts.filter(Boolean).join(", ");
}

/** Time left at the rate so far; undefined if it can't be estimated yet. */
export function timeLeft(batch: Batch, now: number): string | undefined {
  const done = percentDone(batch);
  if (batch.state !== "running" || batch.startedAt === null || done < 3) return undefined;
  if (isInTrouble(batch.lastProgressAt, now)) return undefined;
  const spent = now - new Date(batch.startedAt).getTime();
  const seconds = Math.ceil((spent * (100 - done)) / done / 1000);
  return timeLeftText(seconds);
}

/** Longer codes would push the reason off the screen. */
const shownCharacters = 40;

/** Shortens a long code with an ellipsis, never in the middle of an emoji. */
export function shortCode(code: string): string {
  const characters = [...code];
  return characters.length <= shownCharacters
    ? code
    : `${characters.slice(0, shownCharacters).join("")}…`;
}
