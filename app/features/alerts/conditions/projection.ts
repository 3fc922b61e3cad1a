import { alertDays } from "./alert-conditions";
import { type Pace, paceDays, weeklyPace } from "./pace";

/** How long a pool's stock lasts at its rate. */
export type Projection =
  | { kind: "empty" }
  /** Campaigns under way need as many codes as there are, or more. */
  | { kind: "planned-out"; available: number; planned: number }
  /** Nothing was given out one by one lately: there is no rate to project from. */
  | { kind: "no-rate"; inLists: number; planned: number }
  | {
      kind: "lasts";
      /** Codes that campaigns under way will still take: the rest lasts so long. */
      planned: number;
      codesPerDay: number;
      /** Whole days that the stock still covers. */
      days: number;
      /** The calendar day (`YYYY-MM-DD`) until which it lasts. */
      until: string;
    };

/** Beyond this a date says nothing. */
const farDays = 3650;

/**
 * Projects from the codes left, those that campaigns under way will take first, and the pool's pace;
 * `today` is `YYYY-MM-DD`.
 */
export function projectStock(
  { available, pace, planned }: { available: number; pace: Pace; planned: number },
  today: string,
): Projection {
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

/** The projection in a sentence. */
export function projectionSentence(projection: Projection): string {
  if (projection.kind === "empty") return "No codes are left.";
  const { planned } = projection;
  if (projection.kind === "planned-out") {
    return `Running campaigns need ${codesText(planned)}, and ${codesText(projection.available)} ${projection.available === 1 ? "is" : "are"} left.`;
  }
  const first = planned > 0 ? `Running campaigns will take ${codesText(planned)}. ` : "";
  return `${first}${rateSentence(projection)}`;
}

function rateSentence(
  projection: Extract<Projection, { kind: "no-rate" } | { kind: "lasts" }>,
): string {
  if (projection.kind === "no-rate") {
    const { inLists } = projection;
    if (inLists === 0) return `No codes were assigned in the last ${alertDays} days.`;
    const codes = `${inLists.toLocaleString("en-US")} ${inLists === 1 ? "code was" : "codes were"}`;
    return `In the last ${alertDays} days, ${codes} assigned by campaigns or imports, and none one by one.`;
  }
  const { codesPerDay, days, until } = projection;
  const rate = `At ${rateText(codesPerDay)} a day, this pool lasts`;
  return days > farDays ? `${rate} more than ten years.` : `${rate} until ${dayText(until)}.`;
}

/** A calendar day (`YYYY-MM-DD`) for a person: `December 12, 2026`. */
export function dayText(day: string): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

function rateText(codesPerDay: number): string {
  if (codesPerDay < 1) return "less than one code";
  return codesText(Math.round(codesPerDay));
}

function codesText(codes: number): string {
  return `${codes.toLocaleString("en-US")} ${codes === 1 ? "code" : "codes"}`;
}
