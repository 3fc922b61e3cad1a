import { composeMail, type MailContent } from "../../../mail/compose-mail";
import type { PoolType } from "../../pools/pool";
import type { AlertKind } from "../conditions/alert-conditions";
import { dayText, type Projection, projectionSentence } from "../conditions/projection";

/** What is true when the email is written. */
export interface AlertFacts {
  kind: AlertKind;
  poolType: PoolType;
  /** Less grave kinds that hold, too. */
  also: AlertKind[];
  poolName: string;
  shopName: string;
  available: number;
  assigned: number;
  total: number;
  lowStockThreshold: number | null;
  projection: Projection;
  /** For `assign-by`: the day (`YYYY-MM-DD`) and how many codes have it or an earlier one within a week. */
  closing: { day: string; count: string } | null;
  /** For `supply-failing`: why, in a sentence. */
  supplyFailure: string | null;
  /** Codes that orders of today and yesterday used though they were not the buyer's. */
  used: { byOthers: number; unassigned: number };
  /** The pool's page in the admin. */
  poolUrl: string;
  /** The mail goes to the shop's own address because the shop chose nobody. */
  toShopItself: boolean;
}

/** The email of an alert: the subject says the pool and the fact. */
export function alertMail(facts: AlertFacts): { subject: string; text: string; html: string } {
  const { lead, advice } = words[facts.kind](facts);
  const others = facts.also.map((kind) => words[kind](facts));
  const told = [facts.kind, ...facts.also].map((kind) => words[kind](facts).fact);
  const { lowStockThreshold: threshold, projection } = facts;
  const figures: MailContent["facts"] = [
    ["Available", number(facts.available)],
    ["Assigned", number(facts.assigned)],
    ["Total", number(facts.total)],
  ];
  if (threshold !== null) figures.push(["Alert below", number(threshold)]);
  return composeMail({
    subject: `${facts.poolName}: ${told.join(", ")}`,
    lead,
    facts: figures,
    paragraphs: [
      ...others.map((other) => other.lead),
      ...(projection.kind === "empty" ? [] : [projectionSentence(projection)]),
      ...new Set([advice, ...others.map((other) => other.advice)]),
      "You get no further email about this until the pool has recovered.",
    ],
    link: { label: `Open the pool “${facts.poolName}”`, url: facts.poolUrl },
    footer: facts.toShopItself
      ? `You get this because nobody is chosen for the alerts of ${facts.shopName}, and this is the shop’s own address. Choose recipients in Coupon Pools under “Email notifications”.`
      : `You get this because your address is in the list of alert recipients of ${facts.shopName}. Change the list in Coupon Pools under “Email notifications”.`,
  });
}

/** How a pool gets more codes: nobody can import into one that generates its own. */
const moreCodes: Record<PoolType, string> = {
  static: "Import more codes to continue.",
  dynamic:
    "The app generates codes for this pool: open it to see why there aren’t more. Longer codes or a higher limit in its settings help.",
  shared: "Add a code to continue.",
};

const laterDates: Record<PoolType, string> = {
  static: "Give them out before then, or import codes with a later date.",
  dynamic:
    "Give them out before then, or choose a later default expiration in the pool’s settings: new codes get it.",
  shared: "Add a code with a later date.",
};

const words: Record<
  AlertKind,
  /** `fact`: for the subject, after the name of the pool. */
  (facts: AlertFacts) => { fact: string; lead: string; advice: string }
> = {
  empty: ({ poolName, poolType }) => ({
    fact: "no codes left",
    lead: `The pool “${poolName}” has no codes left.`,
    advice: `New requests are declined or use the fallback pool. ${moreCodes[poolType]}`,
  }),
  "supply-failing": ({ poolName, supplyFailure }) => ({
    fact: "codes are not made or uploaded",
    lead: `The supply of codes of the pool “${poolName}” has come to a halt.`,
    advice: supplyFailure ?? "Open the pool to see why.",
  }),
  low: ({ poolName, poolType, available, lowStockThreshold }) => ({
    fact: `${codes(available)} left`,
    lead: `The pool “${poolName}” has ${codes(available)} left, fewer than ${number(lowStockThreshold ?? 0)}.`,
    advice: moreCodes[poolType],
  }),
  "runs-out": ({ poolName, poolType, projection }) => {
    if (projection.kind === "planned-out") {
      return {
        fact: "running campaigns use up its codes",
        lead: `Running campaigns use up the codes of the pool “${poolName}”.`,
        advice: moreCodes[poolType],
      };
    }
    const days = projection.kind === "lasts" ? projection.days : 0;
    const when = days === 0 ? "today" : `in ${days} ${days === 1 ? "day" : "days"}`;
    return {
      fact: `runs out ${when}`,
      lead: `At its present rate, the pool “${poolName}” runs out ${when}.`,
      advice: moreCodes[poolType],
    };
  },
  "used-by-others": ({ poolName, used }) => ({
    fact: `${codes(used.byOthers)} used by someone else`,
    lead: `${codes(used.byOthers)} of the pool “${poolName}” ${used.byOthers === 1 ? "was" : "were"} used by someone other than the recipient.`,
    advice: "Open the pool’s statistics to see which codes and orders these are.",
  }),
  "used-unassigned": ({ poolName, used }) => ({
    fact: `${codes(used.unassigned)} used without being assigned`,
    lead: `${codes(used.unassigned)} of the pool “${poolName}” ${used.unassigned === 1 ? "was" : "were"} used in an order but never assigned to anyone.`,
    advice: "Open the pool’s statistics to see which codes and orders these are.",
  }),
  "assign-by": ({ poolName, poolType, closing }) => ({
    fact: `codes expire unused from ${closing ? dayText(closing.day) : "this week"}`,
    lead: `In the pool “${poolName}”, codes reach their pool expiration within seven days.`,
    advice: closing
      ? `${closing.count} of the available codes can be given out for seven days or less, the first until ${dayText(closing.day)}. ${laterDates[poolType]}`
      : laterDates[poolType],
  }),
};

function number(value: number): string {
  return value.toLocaleString("en-US");
}

function codes(value: number): string {
  return `${number(value)} ${value === 1 ? "code" : "codes"}`;
}
