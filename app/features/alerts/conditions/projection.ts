import { count } from "../../../core/format";
import { alertDays } from "./alert-conditions";
import { type Pace, paceDays, weeklyPace } from "./pace";

export type Projection =
  /** Codes are made when they're assigned. */
  | { kind: "as-needed" }
  | { kind: "empty" }
  /** Running campaigns need all codes, or more. */
  | { kind: "planned-out"; available: number; planned: number }
  /** No individual assignments lately, so there is no rate. */
  | { kind: "no-rate"; inLists: number; planned: number }
  | {
      kind: "lasts";
      /** Codes that running campaigns will take first. */
      planned: number;
      codesPerDay: number;
      /** Full days that the stock lasts. */
      days: number;
      /** The last date (`YYYY-MM-DD`) with stock. */
      until: string;
    };

/** A later date would be meaningless. */
const farDays = 3650;

/**
 * Projects from the codes left, the codes that running campaigns will take first, and the pool's rate.
 * `today` is `YYYY-MM-DD`.
 */
export function projectStock(
  {
    sealed,
    available,
    pace,
    planned,
  }: { sealed: boolean; available: number; pace: Pace; planned: number },
  today: string,
): Projection {
  if (sealed) return { kind: "as-needed" };
  if (available === 0) return { kind: "empty" };
  if (planned >= available) return { kind: "planned-out", available, planned };
  const codesPerWeek = weeklyPace(pace);
  if (codesPerWeek === 0) return { kind: "no-rate", inLists: pace.inLists, planned };
  const days = Math.floor(((available - planned) * paceDays) / codesPerWeek);
  const until = new Date(`${today}T00:00:00Z`);
  until.setUTCDate(until.getUTCDate() + Math.min(days, farDays));
  return {
    kind: "lasts",
    planned,
    codesPerDay: codesPerWeek / paceDays,
    days,
    until: until.toISOString().slice(0, 10),
  };
}

export function projectionSentence(projection: Projection): string {
  if (projection.kind === "as-needed") return "Each code is made when it’s assigned.";
  if (projection.kind === "empty") return "No codes are left.";
  const { planned } = projection;
  if (projection.kind === "planned-out") {
    return `Running campaigns need ${count(planned, "code")}, and ${count(projection.available, "code")} ${projection.available === 1 ? "is" : "are"} left.`;
  }
  const first = planned > 0 ? `Running campaigns will take ${count(planned, "code")}. ` : "";
  return `${first}${rateSentence(projection)}`;
}

function rateSentence(
  projection: Extract<Projection, { kind: "no-rate" } | { kind: "lasts" }>,
): string {
  if (projection.kind === "no-rate") {
    const { inLists } = projection;
    if (inLists === 0) return `No codes were assigned in the last ${alertDays} days.`;
    const codes = count(inLists, "code was", "codes were");
    return `In the last ${alertDays} days, ${codes} assigned by campaigns or imports, and none individually.`;
  }
  const { codesPerDay, days, until } = projection;
  const rate = `At ${rateText(codesPerDay)} a day, this pool lasts`;
  return days > farDays ? `${rate} more than ten years.` : `${rate} until ${dayText(until)}.`;
}

/** Formats a date (`YYYY-MM-DD`) as `December 12, 2026`. */
export function dayText(day: string): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

function rateText(codesPerDay: number): string {
  if (codesPerDay < 1) return "less than one code";
  return count(Math.round(codesPerDay), "code");
}
